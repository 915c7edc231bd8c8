package vttest

import "testing"

func TestTerminal(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, written, want string }{
		{"text", "ab\r\nc", "ab\nc\n\n"},
		{"a full row wraps with the next character", "abcdef\r\ng", "abcdef\ng\n\n"},
		{"wrapped", "abcdefg", "abcdef\ng\n\n"},
		{"no wrapping", "\x1b[?7labcdefg", "abcdeg\n\n\n"},
		{"scrolled", "a\r\nb\r\nc\r\nd", "b\nc\nd\n"},
		{"wide, and written over", "日本\x1b[2Gx", " x本\n\n\n"},
		{"wide at the edge", "abcde日", "abcde\n日\n\n"},
		{"marks", "e\u0301\x1b[1;3Hx", "e\u0301 x\n\n\n"},
		{"erased", "abc\r\ndef\x1b[1;2H\x1b[K\x1b[2;2H\x1b[1K", "a\n  f\n\n"},
		{"cleared below", "a\r\nb\r\nc\x1b[2H\x1b[J", "a\n\n\n"},
		{"moved", "\x1b[2;3Hx\x1b[2Dy\x1b[Az\b\b\tw", "  z  w\n yx\n\n"},
		{"inserted", "bcd\x1b[4h\ra\x1b[4l\x1b[4Gx", "abcx\n\n\n"},
		{"rows deleted", "a\r\nb\r\nc\x1b[1;3H\x1b[Mx", "x\nc\n\n"},
		{"rows inserted", "a\r\nb\r\nc\x1b[1;2H\x1b[2Lx", "x\n\na\n"},
		{"more rows inserted than there are", "a\r\nb\r\nc\x1b[2H\x1b[9L", "a\n\n\n"},
		{"cursor saved", "ab\x1b7\r\ncd\x1b8e", "abe\ncd\n\n"},
		{"the other screen", "a\x1b[?1049h\x1b[2Hb\x1b[?1049lc", "ac\n\n\n"},
		{"strings", "a\x1b]2;title\x07b\x1b]52;c;eA==\x1b\\c", "abc\n\n\n"},
		{"a sequence cut off by another", "\x1b[3\x1b[1mx", "x\n\n\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			whole, bytes := New(6, 3), New(6, 3)
			_, _ = whole.Write([]byte(tt.written))
			for i := range len(tt.written) {
				_, _ = bytes.Write([]byte(tt.written[i : i+1]))
			}
			if got := whole.Text(); got != tt.want || len(whole.Unknown) > 0 {
				t.Errorf("on screen is\n%swant\n%sunknown is %q", got, tt.want, whole.Unknown)
			}
			if whole.Picture() != bytes.Picture() {
				t.Errorf("byte by byte it is\n%s", bytes.Text())
			}
		})
	}
}

func TestInks(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, written, want string }{
		{"styles", "\x1b[1;31ma\x1b[22mb\x1b[0mc", "{1;31}a{31}b{}c \n"},
		{"colours", "\x1b[38;5;1;48;2;1;2;3;4ma\x1b[39;49;24mb", "{4;38;5;1;48;2;1;2;3}a{}b  \n"},
		{"a ground is erased with", "\x1b[44;1m\x1b[K", "{44}    \n"},
		{"blanks have no colour", "\x1b[1;31m \x1b[4m ", " {1;4;31} {}  \n"},
		{"what is not known", "\x1b[5S\x1b%", "    \n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			on := New(4, 1)
			_, _ = on.Write([]byte(tt.written))
			if got := on.Picture(); got != tt.want {
				t.Errorf("it is %q, want %q", got, tt.want)
			}
			if unknown := tt.name == "what is not known"; unknown != (len(on.Unknown) == 2) {
				t.Errorf("unknown is %q", on.Unknown)
			}
		})
	}
}
