package cli

import (
	"path/filepath"

	"openmaf/internal/app"
	"openmaf/internal/platform/civil"
	"openmaf/internal/trust/seal"
)

type initCommand struct {
	Name  string `help:"What the community calls itself." required:"" placeholder:"NAME"`
	Admin string `help:"The name or e-mail address with which the first administrator will sign in." required:"" placeholder:"NAME"`
}

func (i initCommand) Run(t *terminal) error {
	if err := t.claim(); err != nil {
		return err
	}
	c, link, err := app.Found(t.ctx, t.storage(), i.Name, i.Admin)
	if err != nil {
		return err
	}
	defer c.Close()
	key := filepath.Join(t.data, app.KeyName)
	t.say("%s is ready.", i.Name)
	t.say("")
	t.say("%s", t.words.T(seal.Loss, "Path", key))
	t.say("")
	t.say("Next: openmaf serve --addr 127.0.0.1:8080")
	t.say("Then %s opens this once, to choose a password: /welcome/%s", link.Account.Name, link.Token)
	return t.document(map[string]string{"community": i.Name, "admin": i.Admin, "key_file": key,
		"welcome": "/welcome/" + link.Token, "welcome_expires": civil.Instant(link.Expires)})
}

func (t *terminal) storage() app.Storage { return app.Storage{Data: t.data, Database: t.database} }

// core opens the community that the flags name.
func (t *terminal) core() (*app.Core, error) { return app.Open(t.ctx, t.storage()) }
