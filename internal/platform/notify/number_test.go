package notify_test

import (
	"slices"
	"strings"
	"testing"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/notify"
)

func TestMobile(t *testing.T) {
	for typed, want := range map[string]string{
		"07700 900123": "+447700900123", "+44 7700 900123": "+447700900123", "0044 7700 900 123": "+447700900123",
		"+44 (0)7700 900123": "+447700900123", "(07700) 900-123": "+447700900123", "7700 900123": "+447700900123",
		"+48 512 345 678": "+48512345678", "07624 123456": "+447624123456", "+353 85 012 3456": "+353850123456",
	} {
		if got, err := notify.Mobile(typed); err != nil || got != want {
			t.Errorf("%q is %q, %v; want %q", typed, got, err, want)
		}
	}
	for typed, key := range map[string]string{
		"": "notify.number", "12345": "notify.number", "07700": "notify.number", "ask Sam": "notify.number", "999": "notify.number",
		"01632 960123": "notify.landline", "0116 496 0123": "notify.landline", "070 1234 5678": "notify.landline", "07600 123456": "notify.landline",
		"+48 22 123 45 67": "notify.landline", "0800 001066": "notify.landline", "09012 345678": "notify.landline",
	} {
		if got, err := notify.Mobile(typed); fault.As(err) == nil || fault.As(err).Key != key {
			t.Errorf("%q: %q, %v; want %s", typed, got, err, key)
		}
	}
}

// A number is found again in whatever way it was written down.
func TestForms(t *testing.T) {
	bare := strings.NewReplacer(" ", "", "(", "", ")", "", "-", "")
	for _, reported := range []string{"+447700900123", "447700900123", "07700900123", "00447700900123"} {
		forms := notify.Forms(reported)
		for _, written := range []string{"07700 900123", "+44 7700 900123", "0044 7700 900 123", "+44 (0)7700 900123", "(07700) 900-123"} {
			if !slices.Contains(forms, bare.Replace(written)) {
				t.Errorf("%q is not found as %q: %v", reported, written, forms)
			}
		}
	}
	for _, reported := range []string{"", "Vodafone", "+", "'; --"} {
		if forms := notify.Forms(reported); len(forms) != 0 {
			t.Errorf("%q: %v", reported, forms)
		}
	}
}

func FuzzForms(f *testing.F) {
	for _, s := range []string{"+447700900123", "07700900123", "Vodafone", "+", "60070"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, form := range notify.Forms(s) {
			if strings.Trim(form, "+0123456789") != "" {
				t.Fatalf("%q: %q", s, form)
			}
		}
		if full, err := notify.Mobile(s); err == nil && !slices.Contains(notify.Forms(full), full) {
			t.Fatalf("%q is %q, and not found by it", s, full)
		}
	})
}

func TestSizeOf(t *testing.T) {
	for text, want := range map[string]notify.Size{
		"": {Parts: 1}, "See you at 6.": {Parts: 1}, strings.Repeat("a", 160): {Parts: 1}, strings.Repeat("a", 161): {Parts: 2},
		strings.Repeat("é", 160): {Parts: 1}, strings.Repeat("€", 80): {Parts: 1}, strings.Repeat("€", 81): {Parts: 2}, strings.Repeat("a", 307): {Parts: 3},
		"szóstej": {Wide: true, Parts: 1}, "ਸ਼ਾਮ": {Wide: true, Parts: 1}, strings.Repeat("ł", 70): {Wide: true, Parts: 1},
		strings.Repeat("ł", 71): {Wide: true, Parts: 2}, strings.Repeat("😀", 36): {Wide: true, Parts: 2},
	} {
		if got := notify.SizeOf(text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}
