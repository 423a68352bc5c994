package course

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

//go:embed shipped/*.json
var shippedFiles embed.FS

// keys of the programmes that ship, in the order pages show them.
var keys = []string{"six-sessions", "six-groups", "taster"}

var shipped = mustRead()

// Shipped are the programmes that come with the program, in our own words. A
// community takes a copy, and changes that as it likes.
func Shipped() []Programme { return slices.Clone(shipped) }

func mustRead() (all []Programme) {
	for _, key := range keys {
		text, err := shippedFiles.ReadFile("shipped/" + key + ".json")
		if err != nil {
			panic(err) // it is embedded
		}
		p := Programme{Shipped: key}
		if err := json.Unmarshal(text, &p); err != nil {
			panic(fmt.Errorf("%s: %w", key, err)) // a test reads it too
		}
		all = append(all, p)
	}
	return all
}

// shippedAs finds one by its key.
func shippedAs(key string) (Programme, bool) {
	i := slices.Index(keys, key)
	if i < 0 {
		return Programme{}, false
	}
	return shipped[i], true
}

func itoa(n int) string { return strconv.Itoa(n) }
