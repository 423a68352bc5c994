package page

import (
	"strconv"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Require is a field's first value, and a problem when there is none.
func (f *Form) Require(name, missingKey string) string {
	v := f.Get(name)
	if v == "" {
		f.Problem(name, missingKey)
	}
	return v
}

// Int is a whole number in a field, zero when it is empty, and a problem when
// it is something else or outside least..most.
func (f *Form) Int(name string, least, most int) int {
	text := f.Get(name)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		f.Problem(name, "page.form.number", fault.Args{"Least": least, "Most": most})
		return 0
	}
	return n
}

// Date is the day in the three fields of a date input (name-day, name-month,
// name-year), zero when all are empty, and a problem when there is no such day.
func (f *Form) Date(name string) civil.Date {
	day, month, year := f.Get(name+"-day"), f.Get(name+"-month"), f.Get(name+"-year")
	if day+month+year == "" {
		return civil.Date{}
	}
	d, err := civil.ParseDate(pad(year, 4) + "-" + pad(month, 2) + "-" + pad(day, 2))
	if err != nil {
		f.Problem(name, "page.form.date")
	}
	return d
}

func pad(digits string, width int) string {
	for len(digits) < width {
		digits = "0" + digits
	}
	return digits
}

// Time is a time of day in a field, written in any usual way. The second
// result is false when the field is empty or has a problem.
func (f *Form) Time(name string) (civil.TimeOfDay, bool) {
	text := f.Get(name)
	if text == "" {
		return 0, false
	}
	t, err := civil.ParseTimeOfDay(text)
	if e := fault.As(err); e != nil {
		f.Problem(name, e.Key, e.Args)
	}
	return t, err == nil
}

// Upload is a file that came with the form. Its content is in memory: it never
// touches a disk that is not ours to clean.
type Upload struct {
	Name    string
	Content []byte
}

// File is the file of a field; false when none was chosen.
func (f *Form) File(name string) (Upload, bool) {
	if f.typed == nil {
		return Upload{}, false
	}
	u, ok := f.typed.files[name]
	return u, ok
}
