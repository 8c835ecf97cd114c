package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// width is how many cells of a terminal a text takes: a combining mark takes
// none.
func width(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.Is(unicode.Mn, r) {
			n++
		}
	}
	return n
}

// cut shortens a text to so many cells.
func cut(s string, cells int) string {
	if width(s) <= cells {
		return s
	}
	n := 0
	for i, r := range s {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		if n++; n == cells {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

// printColumns prints rows with every column as wide as its widest cell; the
// last one is not filled up.
func printColumns(out io.Writer, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], width(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell)
			if i < len(row)-1 {
				line.WriteString(strings.Repeat(" ", widths[i]-width(cell)+2))
			}
		}
		fmt.Fprintln(out, strings.TrimRight(line.String(), " "))
	}
}
