using System.Collections.Frozen;

namespace OffTrac.Core.Mimeview.Highlighting;

/// <summary>The languages that are highlighted, by the name that Pygments gives them; all others are shown plain.</summary>
internal static class Languages
{
    private static readonly FrozenDictionary<string, IHighlighter> s_all = Build();

    public static IHighlighter? Find(string name) => s_all.GetValueOrDefault(name);

    private static FrozenDictionary<string, IHighlighter> Build()
    {
        var languages = new Dictionary<string, IHighlighter>(StringComparer.Ordinal);
        Add(new MarkupHighlighter(), "html", "xml", "xslt", "html+jinja", "html+django", "xul+mozpreproc");
        Add(new LineHighlighter(LineHighlighter.Diff), "diff");
        Add(new LineHighlighter(LineHighlighter.Ini), "ini", "properties", "cfg", "toml", "registry");
        Add(new LineHighlighter(LineHighlighter.Yaml), "yaml");
        Add(Python(), "python", "python2", "cython", "pycon");
        Add(Shell(), "bash", "console", "fish", "tcsh");
        Add(Sql(), "sql", "postgresql", "plpgsql", "mysql", "sqlite3", "tsql");
        Add(C(C99 + " " + Cpp, CTypes), "c", "cpp", "objective-c", "objective-c++", "arduino", "cuda");
        Add(C(CSharp, CSharpTypes, verbatim: true), "csharp", "aspx-cs");
        Add(C(Java, JavaTypes), "java", "kotlin", "scala", "groovy", "aspectj");
        Add(C(JavaScript, "", scripts: true), "javascript", "typescript", "coffeescript", "dart");
        Add(C(Php, "", scripts: true, sigils: "$"), "php", "css+php", "html+php");
        Add(C(Go, GoTypes, scripts: true), "go", "rust", "swift");
        Add(Css(), "css", "scss", "sass", "less");
        Add(Json(), "json", "json-object", "jsonld");
        Add(new ProgramHighlighter(Words((Ruby, TokenClass.Keyword), ("true false nil self", TokenClass.KeywordConstant)), [Line("#"), .. Quotes(isMultiline: true)], sigils: "@$"), "ruby", "perl", "elixir");
        return languages.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(IHighlighter highlighter, params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
                languages[name] = highlighter;
        }
    }

    private static ProgramHighlighter Python() => new(
        Words(
            ("and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield", TokenClass.Keyword),
            ("True False None", TokenClass.KeywordConstant),
            ("abs all any bool bytes dict enumerate filter float int isinstance iter len list map max min next object open print range repr reversed set sorted str sum super tuple type zip", TokenClass.NameBuiltin)),
        [
            Line("#"), new("\"\"\"", "\"\"\"", TokenClass.String, '\\', IsMultiline: true), new("'''", "'''", TokenClass.String, '\\', IsMultiline: true), .. Quotes(),
        ],
        sigils: "@");

    private static ProgramHighlighter Shell() => new(
        Words(
            ("if fi else while in do done for then return function case select continue until esac elif", TokenClass.Keyword),
            ("alias bg cd command declare echo eval exec exit export false fg getopts hash jobs kill let local printf pwd read readonly set shift source test time trap true type ulimit umask unalias unset wait", TokenClass.NameBuiltin)),
        [Line("#"), new("\"", "\"", TokenClass.StringDouble, '\\', IsMultiline: true), new("'", "'", TokenClass.StringSingle, IsMultiline: true)],
        sigils: "$",
        wordLetters: "-");

    private static ProgramHighlighter Sql() => new(
        Words(
            ("add all alter and any as asc begin between by cascade case check column commit constraint create cross current_date current_time current_timestamp database default delete desc distinct drop else end except exists explain foreign from full function grant group having if in index inner insert intersect into is join key left like limit natural not null offset on or order outer primary references returning revoke right rollback select set table then to transaction trigger union unique update using values view when where with", TokenClass.Keyword),
            ("bigint bit blob boolean char character date decimal double float int integer numeric precision real serial smallint text time timestamp varchar", TokenClass.NameBuiltin)),
        [Line("--"), new("/*", "*/", TokenClass.CommentMultiline, IsMultiline: true), new("'", "'", TokenClass.StringSingle, IsMultiline: true), new("\"", "\"", TokenClass.StringDouble, IsMultiline: true)],
        ignoresCase: true);

    private static ProgramHighlighter C(string keywords, string types, bool verbatim = false, bool scripts = false, string sigils = "") => new(
        Words((types, TokenClass.KeywordType), ("true false null nullptr undefined NaN nil", TokenClass.KeywordConstant), (keywords, TokenClass.Keyword)),
        [
            Line("//"),
            new("/*", "*/", TokenClass.CommentMultiline, IsMultiline: true),
            .. verbatim ? [new Delimiters("\"\"\"", "\"\"\"", TokenClass.String, IsMultiline: true), new Delimiters("@\"", "\"", TokenClass.String, IsMultiline: true)] : Array.Empty<Delimiters>(),
            .. scripts ? [new Delimiters("`", "`", TokenClass.String, '\\', IsMultiline: true)] : Array.Empty<Delimiters>(),
            .. Quotes(),
        ],
        sigils: sigils.Length > 0 ? sigils : scripts || verbatim ? "" : "@",
        hasPreprocessor: !scripts);

    private static ProgramHighlighter Css() => new(
        Words(("important inherit initial none auto", TokenClass.KeywordConstant)),
        [new("/*", "*/", TokenClass.CommentMultiline, IsMultiline: true), .. Quotes()],
        sigils: "#.@$",
        wordLetters: "-");

    private static ProgramHighlighter Json() => new(Words(("true false null", TokenClass.KeywordConstant)), [new("\"", "\"", TokenClass.StringDouble, '\\')]);

    private static Delimiters Line(string open) => new(open, "", TokenClass.CommentSingle);

    private static Delimiters[] Quotes(bool isMultiline = false) =>
        [new("\"", "\"", TokenClass.StringDouble, '\\', isMultiline), new("'", "'", TokenClass.StringSingle, '\\', isMultiline)];

    private static Dictionary<string, string> Words(params ReadOnlySpan<(string Words, string CssClass)> lists)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (list, cssClass) in lists)
        {
            foreach (var word in list.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                words[word] = cssClass;
        }

        return words;
    }

    private const string C99 = "auto break case const continue default do else enum extern for goto if inline register restrict return sizeof static struct switch typedef union volatile while";
    private const string Cpp = "alignas alignof asm catch class co_await co_return co_yield concept consteval constexpr constinit const_cast decltype delete dynamic_cast explicit export final friend mutable namespace new noexcept operator override private protected public reinterpret_cast requires static_assert static_cast template this thread_local throw try typeid typename using virtual";
    private const string CTypes = "bool char double float int long short signed unsigned void wchar_t size_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t";
    private const string CSharp = "abstract as async await base break case catch checked class const continue default delegate do else enum event explicit extern finally fixed for foreach get global goto if implicit in init interface internal is lock namespace new nameof not operator or out override params partial private protected public readonly record ref required return sealed set sizeof stackalloc static struct switch this throw try typeof unchecked unsafe using value var virtual volatile when where while with yield";
    private const string CSharpTypes = "bool byte char decimal double dynamic float int long nint nuint object sbyte short string uint ulong ushort void";
    private const string Java = "abstract assert break case catch class const continue data def default do else enum extends final finally for fun goto if implements import instanceof interface internal is lateinit native new object open override package private protected public record return sealed static strictfp super suspend switch synchronized this throw throws trait transient try typealias val var volatile when while yield";
    private const string JavaTypes = "boolean byte char double float int long short void";
    private const string JavaScript = "abstract as async await break case catch class const continue debugger declare default delete do else enum export extends finally for from function get if implements import in instanceof interface keyof let namespace new of package private protected public readonly return set static super switch this throw try type typeof var void while with yield";
    private const string Php = "abstract and array as break callable case catch class clone const continue declare default do echo else elseif empty enddeclare endfor endforeach endif endswitch endwhile enum extends final finally fn for foreach function global goto if implements include include_once instanceof insteadof interface isset list match namespace new or print private protected public readonly require require_once return static switch throw trait try unset use var while xor yield";
    private const string Go = "as async await break case chan const continue crate default defer dyn else enum extern fallthrough fn for func go goto if impl import in interface let loop map match mod move mut package pub range ref return select self Self static struct super switch trait type unsafe use var where while";
    private const string GoTypes = "bool byte char complex64 complex128 error f32 f64 float32 float64 i8 i16 i32 i64 i128 int int8 int16 int32 int64 isize rune str string u8 u16 u32 u64 u128 uint uint8 uint16 uint32 uint64 uintptr usize";
    private const string Ruby = "BEGIN END alias and begin break case class def defined do else elsif elsif end ensure eq for foreach if in last local loop module my my ne next not or our package print redo require rescue retry return sub super then undef unless until use when while yield";
}
