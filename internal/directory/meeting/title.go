package meeting

import (
	"fmt"
	"slices"
	"strings"

	"openmaf/internal/platform/db"
)

// Titles reads what the meetings are called, withdrawn ones too: for pages that
// tell what was planned and visited. An id that nothing has is left out.
func Titles(tx *db.Tx, ids ...string) (map[string]string, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return id == "" })
	titles := make(map[string]string, len(ids))
	if len(ids) == 0 {
		return titles, nil
	}
	marks, args := make([]string, len(ids)), []any{tx.Community()}
	for i, id := range ids {
		marks[i], args = fmt.Sprintf("$%d", i+2), append(args, id)
	}
	named, err := db.All(tx, func(r db.Row) (m Meeting, err error) { return m, r.Scan(&m.ID, &m.Title) },
		`SELECT id, title FROM meeting WHERE community_id = $1 AND id IN (`+strings.Join(marks, ", ")+`)`, args...)
	for _, m := range named {
		titles[m.ID] = m.Title
	}
	return titles, err
}
