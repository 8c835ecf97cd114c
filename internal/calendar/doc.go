// Package calendar counts working days over data. It knows weekends by rule and
// everything else (public holidays, days off in lieu, working days swapped with
// a Saturday) from the [Year]s it is given; nothing in it names a holiday.
//
// The day after something opens is day one, a deadline ends at 23:59:59 of its
// last counted day, and every day is a day in [Zone]. Where no data reach, only
// weekends are known: such a result says so by being provisional.
//
// The package is pure and imports the standard library only.
package calendar
