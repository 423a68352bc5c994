package signin

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

func TestThrottle(t *testing.T) {
	const limit, window = 3, time.Minute
	type try struct {
		after time.Duration // since noon
		key   string
		back  bool // it succeeded
		wait  time.Duration
	}
	tests := map[string][]try{
		"one too many": {{0, "a", false, 0}, {1 * time.Second, "a", false, 0}, {2 * time.Second, "a", false, 0},
			{3 * time.Second, "a", false, 57 * time.Second}},
		"another key is free":    {{0, "a", false, 0}, {0, "a", false, 0}, {0, "a", false, 0}, {0, "b", false, 0}},
		"successes do not count": {{0, "a", true, 0}, {0, "a", true, 0}, {0, "a", true, 0}, {0, "a", true, 0}, {0, "a", false, 0}},
		"the window slides": {{0, "a", false, 0}, {30 * time.Second, "a", false, 0}, {40 * time.Second, "a", false, 0},
			{59 * time.Second, "a", false, time.Second}, {60 * time.Second, "a", false, 0},
			{61 * time.Second, "a", false, 29 * time.Second}},
		"a refused try does not lengthen the wait": {{0, "a", false, 0}, {0, "a", false, 0}, {0, "a", false, 0},
			{59 * time.Second, "a", false, time.Second}, {59 * time.Second, "a", false, time.Second}, {60 * time.Second, "a", false, 0}},
	}
	for name, tries := range tests {
		t.Run(name, func(t *testing.T) {
			th := newThrottle(limit, window, 10)
			for i, try := range tries {
				at := noon.Add(try.after)
				if wait := th.take(try.key, at); wait != try.wait {
					t.Fatalf("try %d: wait %v, want %v", i, wait, try.wait)
				}
				if try.back {
					th.giveBack(try.key, at)
				}
			}
		})
	}
}

// Against a model that remembers everything: no window of time ever holds more
// failures than the limit, nobody is refused below it, and the wait is right.
func TestThrottleKeepsItsPromise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.IntRange(1, 6).Draw(t, "limit")
		window := time.Duration(rapid.IntRange(1, 50).Draw(t, "window")) * time.Second
		th := newThrottle(limit, window, 100)
		failed := map[string][]time.Time{}
		now := noon
		for range rapid.IntRange(1, 60).Draw(t, "tries") {
			now = now.Add(time.Duration(rapid.IntRange(0, 10).Draw(t, "later")) * time.Second)
			key := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "key")
			var inside []time.Time
			for _, at := range failed[key] {
				if at.After(now.Add(-window)) {
					inside = append(inside, at)
				}
			}
			wait := th.take(key, now)
			if refused := wait > 0; refused != (len(inside) >= limit) {
				t.Fatalf("%d failures in the window of %d allowed: refused %t", len(inside), limit, refused)
			}
			switch {
			case wait > 0:
				if want := inside[0].Add(window).Sub(now); wait != want {
					t.Fatalf("wait %v, want %v", wait, want)
				}
			case rapid.Bool().Draw(t, "succeeds"):
				th.giveBack(key, now)
			default:
				failed[key] = append(failed[key], now)
			}
		}
	})
}

// However many names are tried, the memory stays what it is, and the names
// tried last are the ones that are remembered.
func TestThrottleForgetsTheOldestFirst(t *testing.T) {
	const most = 50
	th := newThrottle(1, time.Hour, most)
	for i := range 10 * most {
		th.take(fmt.Sprint(i), noon)
		th.take("watched", noon)
	}
	if len(th.byKey) != most || th.recent.Len() != most {
		t.Fatalf("%d keys and %d in the list are kept, want %d", len(th.byKey), th.recent.Len(), most)
	}
	if th.take("watched", noon) == 0 {
		t.Error("a key in use was forgotten")
	}
	if th.take("0", noon) != 0 {
		t.Error("the oldest key was not forgotten")
	}
}

func TestAddressKey(t *testing.T) {
	tests := []struct {
		a, b string
		same bool
	}{
		{"192.0.2.1", "192.0.2.1", true},
		{"192.0.2.1", "192.0.2.2", false},
		{"192.0.2.1", "::ffff:192.0.2.1", true},
		{"2001:db8:1:2::1", "2001:db8:1:2:ffff::2", true},
		{"2001:db8:1:2::1", "2001:db8:1:3::1", false},
		{"fe80::1%eth0", "fe80::2%eth1", true},
		{"", "not an address", true},
		{"", "192.0.2.1", false},
	}
	for _, tt := range tests {
		if same := addressKey(tt.a) == addressKey(tt.b); same != tt.same {
			t.Errorf("%q and %q share a key: %t, want %t", tt.a, tt.b, same, tt.same)
		}
	}
}

func TestDeviceName(t *testing.T) {
	tests := map[string]string{
		"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0":                                                                         "Firefox, Linux",
		"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36":                                "Chrome, Android",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0":                      "Edge, Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1":        "Safari, iPhone",
		"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36":            "Samsung Internet, Android",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 OPR/120.0 (Edition 2026)": "Opera, Mac",
		"curl/8.0": "",
		"":         "",
	}
	for line, want := range tests {
		if got := DeviceName(line); got != want {
			t.Errorf("DeviceName(%q) = %q, want %q", line, got, want)
		}
	}
}
