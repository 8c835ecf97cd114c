package main

// keepingPages are the forms of who keeps the registers and the money.
var keepingPages = []aPage{
	{"budget-new", "reviewer-so-tai-chinh", "/budgets/new"},
	{"budget-change", "reviewer-so-tai-chinh", "/budgets/new?year=2026&source=chi-thuong-xuyen&owner=ubnd-tinh"},
}
