package locale

import (
	"fmt"
	"time"

	"openmaf/internal/platform/civil"
)

// Weekday is the day's name: "Tuesday".
func (w *Words) Weekday(d time.Weekday) string { return w.T("locale.weekday." + dayKeys[d]) }

var dayKeys = [7]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// Month is the month's name: "May".
func (w *Words) Month(m time.Month) string { return w.T(fmt.Sprintf("locale.month.%d", int(m))) }

// Date is a day as it is spoken: "Tuesday 5 May 2026".
func (w *Words) Date(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return w.T("locale.date", "Weekday", w.Weekday(d.Weekday()), "Day", d.Day, "Month", w.Month(d.Month), "Year", d.Year)
}

// Day is a day without its year: "Tuesday 5 May".
func (w *Words) Day(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return w.T("locale.day", "Weekday", w.Weekday(d.Weekday()), "Day", d.Day, "Month", w.Month(d.Month))
}

// Time is a time of day in Britain as it is spoken: "7:30 pm", "noon".
func (w *Words) Time(t civil.TimeOfDay) string {
	hour, minute := int(t)/60, int(t)%60
	switch {
	case t == 0:
		return w.T("locale.midnight")
	case t == 12*60:
		return w.T("locale.noon")
	}
	half := "locale.am"
	if hour >= 12 {
		half = "locale.pm"
	}
	clock := fmt.Sprint((hour+11)%12 + 1)
	if minute != 0 {
		clock += fmt.Sprintf(":%02d", minute)
	}
	return w.T(half, "Time", clock)
}

// When is an instant as it is spoken in Britain: "Tuesday 5 May, 7:30 pm".
func (w *Words) When(t time.Time) string {
	local := t.In(civil.London)
	return w.T("locale.when", "Day", w.Day(civil.DateOf(t)), "Time", w.Time(civil.TimeOfDay(local.Hour()*60+local.Minute())))
}
