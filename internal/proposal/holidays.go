package proposal

// HolidayData is what is known of days off, and what was counted without it.
type HolidayData struct {
	Years []HolidayYear
	// Gates, Reviews (the days for asking for one) and Obligations count what is due
	// provisionally: days of a year without data were counted. Missing are those
	// years, from this year on.
	Gates, Reviews, Obligations int
	Missing                     []int
}

// HolidayYear is a year with data: how many of its days are out of the ordinary,
// and where the data comes from.
type HolidayYear struct {
	Year, Days int
	Note       string
}
