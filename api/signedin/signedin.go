// Package signedin carries the person who signed in through a request's context,
// from whoever knew the person to whoever does what is asked. It knows the domain's
// Actor and nothing of how people sign in.
package signedin

import (
	"context"

	"pheduyet/internal/proposal"
)

type key struct{}

type person struct {
	actor proposal.Actor
	token []byte
}

// With gives a context in which a acts, signed in by the token of this sha256.
func With(ctx context.Context, a proposal.Actor, token []byte) context.Context {
	return context.WithValue(ctx, key{}, person{a, token})
}

// From tells who acts, if anybody does.
func From(ctx context.Context) (proposal.Actor, bool) {
	p, ok := ctx.Value(key{}).(person)
	return p.actor, ok
}

// Token is the sha256 of the token that the person signed in by; nil where nobody
// did.
func Token(ctx context.Context) []byte {
	p, _ := ctx.Value(key{}).(person)
	return p.token
}
