package pocketbase

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	_ "github.com/pocketbase/pocketbase/migrations" // the tables that every PocketBase has
	"github.com/pocketbase/pocketbase/tools/hook"
)

// servesIn is the environment variable that turns this test program into a
// PocketBase of its own: it names its directory. asItComes leaves its database
// the way it comes, which syncs some writes only.
const (
	servesIn  = "OPENMAF_BENCH_POCKETBASE_IN"
	asItComes = "OPENMAF_BENCH_POCKETBASE_AS_IT_COMES"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(servesIn); dir != "" {
		if err := serve(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// open opens the PocketBase in the directory, and makes it where there is none.
func open(dir string) (*core.BaseApp, error) {
	connect := synced
	if os.Getenv(asItComes) != "" {
		connect = core.DefaultDBConnect
	}
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: dir, DBConnect: connect})
	if err := app.Bootstrap(); err != nil {
		return nil, err
	}
	return app, app.RunAllMigrations()
}

// synced is [core.DefaultDBConnect] with each commit on the disk, as ours are.
// Nothing else is changed.
func synced(path string) (*dbx.DB, error) {
	pragmas := []string{"busy_timeout(10000)", "journal_mode(WAL)", "journal_size_limit(200000000)", "synchronous(FULL)",
		"foreign_keys(ON)", "temp_store(MEMORY)", "cache_size(-32000)"}
	return dbx.Open("sqlite", path+"?_pragma="+strings.Join(pragmas, "&_pragma="))
}

// serve answers on a free port, which it writes first, until it is ended.
func serve(dir string) error {
	app, err := open(dir)
	if err != nil {
		return err
	}
	app.OnServe().Bind(&hook.Handler[*core.ServeEvent]{Func: func(e *core.ServeEvent) error {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		e.Listener, e.InstallerFunc = l, nil
		fmt.Println("http://" + l.Addr().String())
		return e.Next()
	}})
	return errors.Join(apis.Serve(app, apis.ServeConfig{}), app.ResetBootstrapState())
}
