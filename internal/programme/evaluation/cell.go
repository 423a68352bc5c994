package evaluation

import (
	"math"
	"strconv"
	"strings"
)

// largest is the largest score that is read: whole numbers below it are exact.
const largest = 1e15

// score reads a number with a decimal point. What spreadsheets make of numbers
// elsewhere is told apart, so that the message can say what to change.
func score(text string) (float64, string) {
	if strings.Trim(text, "0123456789.+-eE") != "" {
		return math.NaN(), unreadable(text)
	}
	n, err := strconv.ParseFloat(text, 64)
	switch {
	case math.IsInf(n, 0):
		return math.NaN(), "evaluation.number.infinite"
	case err != nil:
		return math.NaN(), "evaluation.number.none"
	case math.Abs(n) > largest:
		return math.NaN(), "evaluation.number.large"
	}
	return n, ""
}

// unreadable is the message for a cell with something else than a number in it.
func unreadable(text string) string {
	digits := strings.Trim(text, "0123456789.,+- ") == "" && strings.ContainsAny(text, "0123456789")
	switch strings.ToLower(strings.TrimLeft(text, "+-")) {
	case "inf", "infinity", "nan", "∞":
		return "evaluation.number.infinite"
	}
	switch {
	case strings.HasSuffix(text, "%"):
		return "evaluation.number.percent"
	case digits && strings.Contains(text, ","):
		return "evaluation.number.comma"
	}
	return "evaluation.number.none"
}

// answer reads a yes or a no as 1 or 0.
func answer(text string) (float64, string) {
	switch strings.ToLower(text) {
	case "1", "yes", "true":
		return 1, ""
	case "0", "no", "false":
		return 0, ""
	}
	return math.NaN(), "evaluation.answer"
}

// mostListed is how many row numbers one warning names.
const mostListed = 10

// listed writes row numbers as "3, 8, 12", and "…" behind the tenth.
func listed(rows []int) string {
	var names []string
	for i, row := range rows {
		if i == mostListed {
			names = append(names, "…")
			break
		}
		names = append(names, strconv.Itoa(row))
	}
	return strings.Join(names, ", ")
}
