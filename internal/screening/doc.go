// Package screening keeps the index of the duplication check fresh: it holds one
// in-process index and, before each comparison, reads from the database all that
// changed since. It may know the matching engine (internal/catalog) and declares
// the [Source] it reads from; it knows neither the database nor the workflows.
//
// Two alike that are filed at once: a submission is visible to screenings from
// the transaction that records it, under a version that rises in commit order,
// and its own screening starts after that commit. So whichever committed later
// reads the earlier one before it is compared.
package screening
