// Package apitest is what tests need to speak to the API as people do: a client
// that holds every request it sends and every answer it gets against
// api/openapi.yaml, proposals that are complete, and walks through the gates.
//
// It knows the outward contract alone: no package of the product, so that a test
// which uses it would also pass or fail against another implementation. Only
// tests import it.
package apitest
