// Package pages is an officer's working day in a browser: server-rendered pages
// over the API. The API is its only way to anything: each page calls it in this
// process with the signed-in person in the request's context (client.go), so that
// a page and its call share validation, authorisation and effect. It knows the
// domain's Actor and Date, how pages look (api/html) and sessions; never the store
// of proposals, the workflows or the database.
//
// The way of a form:
//
//	GET  form (form.go) with a key of its own → fields named by the JSON path
//	POST → body.go makes the JSON → the API under the form's key
//	     → refused: the same page, each fault at its field; done: elsewhere
//
// A form sent after the session ended is kept and filled in again after signing
// in (interrupted.go).
package pages
