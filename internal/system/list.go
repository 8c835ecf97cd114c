package system

// Named is a system with the name that was approved.
type Named struct {
	System
	Name string
}

// Filter narrows a list of systems; zero values do not narrow. Cursor is what the
// list before answered.
type Filter struct {
	State  State
	Agency string
	Cursor string
	Limit  int
}
