package proposal

// sources are the words of the budget sources that a proposal asks of.
var sources = map[string]Text{
	"chi-thuong-xuyen":      {"chi thường xuyên", "recurrent expenditure"},
	"chi-dau-tu-phat-trien": {"chi đầu tư phát triển", "development investment"},
	"khac":                  {"nguồn khác", "other sources"},
}

// SourceName is a budget source in words; one without words keeps its code.
func SourceName(code string) Text {
	if name, ok := sources[code]; ok {
		return name
	}
	return Text{code, code}
}
