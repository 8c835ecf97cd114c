package html

import "strings"

// inWords reads an amount of đồng out, as Vietnamese documents write it beside the
// figures: 1.500.000.000 is "một tỷ năm trăm triệu đồng".
func (l *look) inWords(v any) string {
	n := whole(v)
	if l.lang == english {
		return englishWords(n) + " đồng"
	}
	return vietnameseWords(n) + " đồng"
}

var digits = [10]string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}

// vietnameseWords reads a whole number of nought or more. Beyond a billion the
// billions are read as a number of their own ("một nghìn tỷ").
func vietnameseWords(n int64) string {
	if n == 0 {
		return digits[0]
	}
	if n >= 1_000_000_000 {
		words := vietnameseWords(n/1_000_000_000) + " tỷ"
		if rest := n % 1_000_000_000; rest > 0 {
			words += " " + underBillion(rest, true)
		}
		return words
	}
	return underBillion(n, false)
}

// underBillion reads what is below a billion; after a higher group every place is
// read out ("không trăm linh năm").
func underBillion(n int64, after bool) string {
	var words []string
	for _, group := range []struct {
		of   int64
		name string
	}{{1_000_000, " triệu"}, {1_000, " nghìn"}, {1, ""}} {
		if three := n / group.of % 1000; three > 0 {
			words = append(words, underThousand(int(three), after)+group.name)
			after = true
		}
	}
	return strings.Join(words, " ")
}

// underThousand reads one to 999: linh before a lone unit, mốt, tư and lăm after
// the tens.
func underThousand(n int, after bool) string {
	hundreds, tens, units := n/100, n/10%10, n%10
	var words []string
	if hundreds > 0 || after {
		words = append(words, digits[hundreds]+" trăm")
	}
	switch {
	case tens == 0 && units > 0 && len(words) > 0:
		words = append(words, "linh")
	case tens == 1:
		words = append(words, "mười")
	case tens > 1:
		words = append(words, digits[tens]+" mươi")
	}
	switch {
	case units == 0:
	case units == 1 && tens > 1:
		words = append(words, "mốt")
	case units == 4 && tens > 1:
		words = append(words, "tư")
	case units == 5 && tens > 0:
		words = append(words, "lăm")
	default:
		words = append(words, digits[units])
	}
	return strings.Join(words, " ")
}

var ones = [20]string{
	"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
	"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
}

var tensOf = [10]string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}

func englishWords(n int64) string {
	if n == 0 {
		return ones[0]
	}
	var words []string
	for _, group := range []struct {
		of   int64
		name string
	}{{1_000_000_000_000, " trillion"}, {1_000_000_000, " billion"}, {1_000_000, " million"}, {1_000, " thousand"}, {1, ""}} {
		three := int(n / group.of)
		n %= group.of
		if three > 0 {
			words = append(words, englishHundreds(three)+group.name)
		}
	}
	return strings.Join(words, " ")
}

func englishHundreds(n int) string {
	switch {
	case n >= 1000: // a quadrillion and more: beyond what may be asked for
		return englishWords(int64(n))
	case n >= 100 && n%100 > 0:
		return ones[n/100] + " hundred and " + englishHundreds(n%100)
	case n >= 100:
		return ones[n/100] + " hundred"
	case n < 20:
		return ones[n]
	case n%10 > 0:
		return tensOf[n/10] + "-" + ones[n%10]
	}
	return tensOf[n/10]
}
