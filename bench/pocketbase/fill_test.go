package pocketbase

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
	_ "modernc.org/sqlite" // the version that PocketBase asks for
)

// password of everybody on the staff, there and here.
const password = "three invented words"

// collections makes the staff, the people and their notes: whoever keeps a
// person sees them and writes their notes, as with us. The indices are those
// that its questions need.
func collections(app core.App) error {
	staff := core.NewAuthCollection("keepers")
	people := core.NewBaseCollection("people")
	notes := core.NewBaseCollection("notes")
	if err := app.Save(staff); err != nil {
		return err
	}
	people.ListRule, people.ViewRule = types.Pointer("keeper = @request.auth.id"), types.Pointer("keeper = @request.auth.id")
	for _, name := range []string{"name", "name_key", "area", "phone", "email", "contact", "contact_when", "contact_as", "access_needs", "language"} {
		people.Fields.Add(&core.TextField{Name: name})
	}
	people.Fields.Add(&core.RelationField{Name: "keeper", CollectionId: staff.Id, MaxSelect: 1})
	people.AddIndex("people_keeper", false, "keeper, name_key, id", "")
	if err := app.Save(people); err != nil {
		return err
	}
	const theirs = "person.keeper = @request.auth.id"
	notes.ListRule, notes.ViewRule, notes.CreateRule = types.Pointer(theirs), types.Pointer(theirs), types.Pointer(theirs)
	notes.Fields.Add(&core.RelationField{Name: "person", CollectionId: people.Id, MaxSelect: 1, Required: true},
		&core.RelationField{Name: "by", CollectionId: staff.Id, MaxSelect: 1},
		&core.DateField{Name: "at"}, &core.TextField{Name: "kind"}, &core.TextField{Name: "text"})
	notes.AddIndex("notes_person", false, "person, at", "")
	return app.Save(notes)
}

// fill gives PocketBase in the directory what the community in the file has:
// its keepers, its people, and every entry of their stories as a note.
func fill(dir, community string) error {
	app, err := open(dir)
	if err != nil {
		return err
	}
	// What it keeps of a password is made by itself, once for all of them.
	err = collections(app)
	var token, hash string
	if err == nil {
		staff, wrong := app.FindCollectionByNameOrId("keepers")
		if wrong != nil {
			return wrong
		}
		one := core.NewRecord(staff)
		one.SetPassword(password)
		token, hash = one.TokenKey(), one.GetString("password:hash")
	}
	if err := errors.Join(err, app.ResetBootstrapState()); err != nil {
		return err
	}
	return pour(filepath.Join(dir, "data.db"), community, token, hash)
}

// pour copies the rows inside the database, with PocketBase's kind of id.
func pour(into, community, token, hash string) (err error) {
	d, err := sql.Open("sqlite", into+"?_pragma=synchronous(OFF)&_pragma=cache_size(-200000)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	d.SetMaxOpenConns(1)
	const id, stamp = `lower(substr(%s, -15))`, `replace(%s, 'T', ' ')`
	for _, step := range []struct {
		text string
		args []any
	}{
		{`ATTACH DATABASE $1 AS ours`, []any{"file:" + community + "?mode=ro"}},
		{fmt.Sprintf(`INSERT INTO keepers (id, email, emailVisibility, verified, tokenKey, password)
			SELECT `+id+`, sign_in_name || '@sallowby.example', FALSE, TRUE, $1 || id, $2
			FROM ours.account WHERE sign_in_name IS NOT NULL`, "id"), []any{token, hash}},
		{fmt.Sprintf(`INSERT INTO people (id, name, name_key, area, phone, email, contact, contact_when, contact_as, access_needs, language, keeper)
			SELECT `+id+`, name, name_key, area, phone, email, contact, contact_when, contact_as, access_needs, language, `+id+` FROM ours.person`, "id", "keeper"), nil},
		{fmt.Sprintf(`INSERT INTO notes (id, person, "by", at, kind, text)
			SELECT 'n' || printf('%%014d', seq), `+id+`, `+id+`, `+stamp+`, event, subject_kind || ' ' || subject_id || ' ' || COALESCE(facts, '')
			FROM ours.trail WHERE person_id IS NOT NULL ORDER BY person_id, seq`, "person_id", "account_id", "at"), nil},
		{`ANALYZE main`, nil},
	} {
		if _, err := d.Exec(step.text, step.args...); err != nil {
			return fmt.Errorf("%.60s: %w", step.text, err)
		}
	}
	return nil
}

// kept is PocketBase's directory for the community, made where it is not there.
func kept(community string) (dir string, err error) {
	dir = filepath.Join(filepath.Dir(community), "pocketbase")
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	beside := dir + ".new"
	if err := errors.Join(os.RemoveAll(beside), fill(beside, community)); err != nil {
		return "", err
	}
	return dir, os.Rename(beside, dir)
}
