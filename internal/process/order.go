package process

import (
	"fmt"
	"slices"
	"strings"

	"pheduyet/internal/proposal"
)

// order holds that every gate comes after known ones and never after itself, that
// a kind with its own details comes at most once, and that one provincial
// decision comes after all other gates.
func (c *check) order() {
	known := true
	count := map[proposal.GateKind]int{}
	for i, g := range c.pack.Gates {
		count[g.Kind]++
		if g.Kind != proposal.KindReview && count[g.Kind] == 2 {
			c.add(fmt.Sprintf("gates[%d].kind", i), "Loại bước “%s” chỉ được có một lần.", "The kind “%s” may come once only.", g.Kind)
		}
		for j, before := range g.After {
			if _, ok := c.pack.Gate(before); !ok {
				known = false
				c.add(fmt.Sprintf("gates[%d].after[%d]", i, j), "Không có bước “%s”.", "There is no gate “%s”.", before)
			}
		}
	}
	if cycle := c.pack.cycle(); cycle != nil {
		c.add("gates", "Thứ tự các bước đi vòng: %s; hãy bỏ một chỗ trong “after” của các bước này.", "The order of the gates goes in a circle: %s; take one out of these gates' “after”.", strings.Join(cycle, " → "))
		return
	}
	if known {
		c.last(count[proposal.KindProvincial])
	}
}

func (c *check) last(decisions int) {
	if decisions == 0 {
		c.add("gates", "Thiếu bước quyết định của UBND tỉnh (provincial_decision).", "The provincial decision is missing.")
		return
	}
	for i, g := range c.pack.Gates {
		if g.Kind != proposal.KindProvincial {
			continue
		}
		before := c.pack.Before(g.ID)
		for _, other := range c.pack.Gates {
			if other.ID != g.ID && !slices.Contains(before, other.ID) {
				c.add(fmt.Sprintf("gates[%d].after", i), "Quyết định của UBND tỉnh phải sau bước “%s”.", "The provincial decision must come after the gate “%s”.", other.ID)
			}
		}
	}
}

// Before lists the gates that must have passed before the gate opens, directly or
// through others, in the pack's order.
func (p Pack) Before(gate string) []string {
	need := map[string]bool{}
	var walk func(string)
	walk = func(id string) {
		g, _ := p.Gate(id)
		for _, a := range g.After {
			if !need[a] {
				need[a] = true
				walk(a)
			}
		}
	}
	walk(gate)
	before := []string{}
	for _, g := range p.Gates {
		if need[g.ID] {
			before = append(before, g.ID)
		}
	}
	return before
}

// cycle gives the gates of one circle, or nil.
func (p Pack) cycle() []string {
	for _, g := range p.Gates {
		if slices.Contains(p.Before(g.ID), g.ID) {
			return p.round(g.ID)
		}
	}
	return nil
}

// round walks from a gate of a circle back to it.
func (p Pack) round(id string) []string {
	path := []string{id}
	for at := id; ; {
		g, _ := p.Gate(at)
		for _, a := range g.After {
			if a == id || slices.Contains(p.Before(a), id) {
				at = a
				break
			}
		}
		if at == id || slices.Contains(path, at) {
			return append(path, at)
		}
		path = append(path, at)
	}
}
