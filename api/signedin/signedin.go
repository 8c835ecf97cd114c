// Package signedin carries the person who signed in through a request's context,
// from whoever knew the person to whoever does what is asked. It knows the domain's
// Actor and nothing of how people sign in.
package signedin

import (
	"context"

	"pheduyet/internal/proposal"
)

type key struct{}

// With gives a context in which a acts.
func With(ctx context.Context, a proposal.Actor) context.Context {
	return context.WithValue(ctx, key{}, a)
}

// From tells who acts, if anybody does.
func From(ctx context.Context) (proposal.Actor, bool) {
	a, ok := ctx.Value(key{}).(proposal.Actor)
	return a, ok
}
