// Package scenarios tells, over HTTP alone, what must happen to proposals: each
// function is one story, told to a server that has the seeds and the
// demonstration accounts. Stories make proposals of their own and may run in any
// order, again and beside each other on one server.
//
// It knows package apitest and the outward contract, nothing else of the
// product.
package scenarios
