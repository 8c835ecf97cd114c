package pages

import "strings"

// picture is a process drawn: each gate a box in the column after all that it
// waits for, gates that run beside each other one below the other. Lengths are in
// the picture's own units, one for a pixel at full size.
type picture struct {
	Width, Height int
	Boxes         []box
	Arrows        []arrow
}

// box is one gate in the picture. Lines are its title, broken to fit.
type box struct {
	X, Y, Width, Height int
	Gate                gateCard
	Lines               []string
}

// Middle is where the box's text is centred.
func (b box) Middle() int { return b.X + b.Width/2 }

// Bottom is the lower edge.
func (b box) Bottom() int { return b.Y + b.Height }

// arrow leads from a gate to one that comes after it. Done says that the way has
// been gone.
type arrow struct {
	FromX, FromY, ToX, ToY, BendX int
	Done                          bool
}

// The measures of the picture.
const (
	boxWidth, boxHeight = 172, 122
	gapX, gapY          = 26, 18
	lineLength          = 20 // characters of a title that fit in a line
	titleLines          = 3
)

// draw lays the gates of a process out.
func draw(gates []gateCard) picture {
	columns := columnsOf(gates)
	at, rows := map[string]box{}, map[int]int{}
	var p picture
	tallest := 0
	for _, g := range gates {
		rows[columns[g.ID]]++
		tallest = max(tallest, rows[columns[g.ID]])
	}
	p.Height = tallest*(boxHeight+gapY) - gapY + 2
	next := map[int]int{}
	for _, g := range gates {
		column := columns[g.ID]
		own := rows[column]*(boxHeight+gapY) - gapY
		b := box{
			X: 1 + column*(boxWidth+gapX), Y: 1 + (p.Height-2-own)/2 + next[column]*(boxHeight+gapY),
			Width: boxWidth, Height: boxHeight, Gate: g, Lines: broken(g.Title),
		}
		next[column]++
		at[g.ID] = b
		p.Boxes = append(p.Boxes, b)
		p.Width = max(p.Width, b.X+boxWidth+1)
	}
	for _, b := range p.Boxes {
		for _, id := range b.Gate.After {
			from, ok := at[id]
			if !ok {
				continue
			}
			x, to := from.X+boxWidth, b.X
			p.Arrows = append(p.Arrows, arrow{
				FromX: x, FromY: from.Y + boxHeight/2, ToX: to - 5, ToY: b.Y + boxHeight/2, BendX: (x + to) / 2,
				Done: from.Gate.State == "passed" && b.Gate.State != "pending",
			})
		}
	}
	return p
}

// columnsOf gives each gate the column after the last of those that it comes after.
func columnsOf(gates []gateCard) map[string]int {
	columns := make(map[string]int, len(gates))
	for range gates { // a way is no longer than the gates are many
		for _, g := range gates {
			for _, id := range g.After {
				if before, ok := columns[id]; ok || known(gates, id) {
					columns[g.ID] = max(columns[g.ID], before+1)
				}
			}
		}
	}
	return columns
}

func known(gates []gateCard, id string) bool {
	for _, g := range gates {
		if g.ID == id {
			return true
		}
	}
	return false
}

// broken breaks a title into lines; what does not fit ends in an ellipsis.
func broken(title string) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(title) {
		switch {
		case line == "":
			line = word
		case len([]rune(line))+1+len([]rune(word)) <= lineLength:
			line += " " + word
		case len(lines) == titleLines-1:
			return append(lines, line+"…")
		default:
			lines, line = append(lines, line), word
		}
	}
	if line == "" {
		return lines
	}
	return append(lines, line)
}
