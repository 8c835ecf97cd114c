// Demo files the real proposals of seeds/proposals with a running system, over
// HTTP alone, and takes them through the gates as the demonstration's officers
// would. It prints a table and one full trace, and ends with an error that names
// every outcome the seed files do not expect. Then it shows what those proposals do
// not come to, with proposals of its own: a decision replaced, a review, a signature
// by delegation, another process tried out, a catalog that moves, a ministry that is
// late.
//
// It recognises what it filed before by Idempotency-Keys made from the seeds'
// ids and, within a proposal, by the recorded events: a step that the trace
// already tells is not taken again. It knows the seed files and the HTTP
// contract, nothing of the program's inside.
package main
