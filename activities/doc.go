// Package activities is what workflows call: recording an act and screening a
// proposal against the catalog. It declares the interfaces it needs ([Store],
// [Matcher]); the program wires their implementations. It may know the domain
// and the catalog's types, never the database, the workflows or the API.
//
// Every activity is idempotent: a stored command or an event key is applied
// once, however often the activity is retried.
package activities
