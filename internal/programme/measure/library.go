package measure

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"openmaf/internal/platform/fault"
)

//go:embed definitions/*.json
var files embed.FS

// shipped reads the measures that come with the program. One that does not load
// is our own mistake: the program does not start with it.
var shipped = sync.OnceValue(func() []*Definition {
	names, err := fs.Glob(files, "definitions/*.json")
	if err != nil {
		panic(err)
	}
	var all []*Definition
	for _, name := range names {
		if strings.Contains(strings.TrimSuffix(path.Base(name), ".json"), ".") {
			continue // a translation
		}
		data, err := files.ReadFile(name)
		if err == nil {
			var d *Definition
			d, err = Parse(data)
			all = append(all, d)
		}
		if err != nil {
			panic(fmt.Sprintf("%s: %v", name, err))
		}
	}
	return all
})

// Shipped are the measures that come with the program, by id.
func Shipped() []*Definition { return shipped() }

// Find is the shipped measure with an id.
func Find(id string) (*Definition, error) { return find(id, nil) }

// find tells of the others as well where there is none of that id.
func find(id string, others []string) (*Definition, error) {
	ids := slices.Clone(others)
	for _, d := range Shipped() {
		if d.ID == id {
			return d, nil
		}
		ids = append(ids, d.ID)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return nil, fault.New(fault.Missing, "measure.unknown", fault.Args{"ID": id, "IDs": strings.Join(ids, ", ")})
}
