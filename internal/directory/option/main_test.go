package option

import (
	"flag"
	"os"
	"testing"
)

// TestMain has the properties tried on more lists than rapid does by itself:
// the rare ones are where rules meet.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "1500"); err != nil {
		panic(err)
	}
	flag.Parse()
	os.Exit(m.Run())
}
