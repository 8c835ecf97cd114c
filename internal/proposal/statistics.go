package proposal

import "time"

// Waiting is how many proposals of an agency wait at a gate of an authority, and
// for how long the longest has. Returned ones wait for their filer.
type Waiting struct {
	Gate      string
	Authority string
	Agency    string // who filed
	Open      int
	Overdue   int
	Returned  int
	Days      float64 // all together, since they were opened
	Oldest    time.Time
}

// Punctuality is how many decisions at a gate came in time since a day; a gate
// that knows no due time counts as in time.
type Punctuality struct {
	Gate   string
	InTime int
	Late   int
}

// Asked is what running proposals ask of an envelope, in đồng. Owner is "" where
// they ask the province.
type Asked struct {
	EnvelopeKey
	Amount int64
}

// Statistics are the figures of an overview.
type Statistics struct {
	Statuses map[Status]int
	Waiting  []Waiting
	Decided  []Punctuality
	Asked    []Asked
}
