using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using HandlebarsDotNet;
using OffTrac.Sdk;

namespace OffTrac.Host.Web.Templates;

/// <summary>
/// The compiled templates of one order of folders. When a file that was read changes, or one appears where it was looked for in vain,
/// the whole set is stale: a template's parts are compiled into it.
/// </summary>
internal sealed partial class TemplateSet
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromSeconds(1);

    private readonly TemplateLookup _lookup;
    private readonly TimeProvider _time;
    private readonly IHandlebars _handlebars;
    private readonly ConcurrentDictionary<string, DateTime> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<HandlebarsTemplate<object, object>>> _templates = new(StringComparer.Ordinal);
    private readonly HashSet<string> _parts = new(StringComparer.Ordinal);
    private long _looked;

    public TemplateSet(TemplateLookup lookup, TimeProvider time)
    {
        _lookup = lookup;
        _time = time;
        _looked = time.GetTimestamp();
        _handlebars = Handlebars.Create(new HandlebarsConfiguration
        {
            TextEncoder = new HtmlTextEncoder(),
            FormatProvider = System.Globalization.CultureInfo.InvariantCulture,
        });
    }

    public bool IsCurrent()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _looked)) < s_lookAgain)
            return true;
        Volatile.Write(ref _looked, _time.GetTimestamp());
        foreach (var (file, written) in _files)
        {
            if (File.GetLastWriteTimeUtc(file) != written)
                return false;
        }
        return true;
    }

    public string Render(string name, IReadOnlyDictionary<string, object?> values)
    {
        var template = _templates.GetOrAdd(name, n => new Lazy<HandlebarsTemplate<object, object>>(() => Compile(n)));
        try
        {
            return template.Value(values);
        }
        catch (HandlebarsException e)
        {
            throw new TracException($"The template {name} can't be shown: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private HandlebarsTemplate<object, object> Compile(string name)
    {
        var file = Find(name)
            ?? throw new TracException($"There is no template {name} in {string.Join(", ", _lookup.FoldersFor(name))}.");
        try
        {
            var text = Read(file);
            lock (_parts)
                RegisterParts(text);
            return _handlebars.Compile(text);
        }
        catch (HandlebarsException e)
        {
            throw new TracException($"The template {file} is malformed: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>Handlebars.Net 2.4 does not escape what an include shows that stands indented on a line of its own: take the indent away.</summary>
    private static string Read(string file) => Indent().Replace(File.ReadAllText(file), "");

    /// <summary>Compiles what a template includes before it is shown.</summary>
    private void RegisterParts(string text)
    {
        foreach (Match match in Include().Matches(text))
        {
            var part = match.Groups["name"].Value;
            if (!_parts.Add(part) || Find(part.EndsWith(".hbs", StringComparison.Ordinal) ? part : part + ".hbs") is not { } file)
                continue;
            var content = Read(file);
            RegisterParts(content);
            _handlebars.RegisterTemplate(part, content);
        }
    }

    [GeneratedRegex(@"\{\{~?#?>\s*(?<name>[\w./-]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Include();

    [GeneratedRegex(@"^[ \t]+(?=\{\{~?>)", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Indent();

    private string? Find(string name)
    {
        if (name.Contains("..", StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal) || Path.IsPathRooted(name))
            throw new TracException($"'{name}' is not the name of a template.");
        foreach (var folder in _lookup.FoldersFor(name))
        {
            var file = Path.Combine(folder, name);
            // A file that is missing has a time too, so that its coming is noticed.
            _files[file] = File.GetLastWriteTimeUtc(file);
            if (File.Exists(file))
                return file;
        }
        return null;
    }
}
