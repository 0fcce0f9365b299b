using System.Text.RegularExpressions;

namespace OffTrac.EndToEnd.Tests.Conventions;

public sealed partial class SourceTests
{
    [Fact]
    public void File_HoldsOneTypeThatIsSeenOutsideAndBearsItsName()
    {
        var wrong = Repository.Sources("sdk", "host", "plugins")
            .Select(file => (File: file, Types: TopLevelType().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value).Distinct().ToList()))
            .Where(source => source.Types.Count > 1 || (source.Types.Count == 1 && NameOf(source.File) != source.Types[0] && NameOf(source.File) != source.Types[0] + "OfT"))
            .Select(source => $"{Repository.Relative(source.File)}: {string.Join(", ", source.Types)}");
        Assert.True(!wrong.Any(), "A reader looks for a type in the file of its name:\n" + string.Join('\n', wrong));
    }

    [Fact]
    public void Namespace_IsTheFolder()
    {
        var wrong = Repository.Sources("sdk", "host", "plugins")
            .Where(file => Namespace().Match(File.ReadAllText(file)) is { Success: true } match && match.Groups["name"].Value != Expected(file))
            .Select(Repository.Relative);
        Assert.True(!wrong.Any(), "A reader looks for a namespace in the folder of its name:\n" + string.Join('\n', wrong));
    }

    [Fact]
    public void Source_HasNoRegionAndNothingUnfinished()
    {
        var wrong = Repository.Sources("sdk", "host", "plugins")
            .Where(file => Unwanted().IsMatch(File.ReadAllText(file)))
            .Select(Repository.Relative);
        Assert.True(!wrong.Any(), "Files are short enough to read without regions, and what is unfinished is not committed:\n" + string.Join('\n', wrong));
    }

    [Fact]
    public void Attribute_IsSealed()
    {
        var wrong = Repository.Sources("sdk", "host", "plugins")
            .Where(file => OpenAttribute().IsMatch(File.ReadAllText(file)))
            .Select(Repository.Relative);
        Assert.Empty(wrong);
    }

    [Fact]
    public void PluginReadme_NamesEveryOption()
    {
        var missing = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "plugins"), "OffTrac.Plugins.*"))
        {
            var readme = File.ReadAllText(Path.Combine(folder, "README.md"));
            missing.AddRange(Directory.EnumerateFiles(folder, "*Options.cs", SearchOption.AllDirectories)
                .SelectMany(file => Option().Matches(File.ReadAllText(file)))
                .Select(match => match.Groups["given"].Success ? match.Groups["given"].Value : SnakeCase(match.Groups["property"].Value))
                .Where(option => !readme.Contains($"`{option}`", StringComparison.Ordinal))
                .Select(option => $"{Path.GetFileName(folder)}: {option}"));
        }

        Assert.Empty(missing);
    }

    private static string NameOf(string file) => Path.GetFileName(file).Split('.')[0];

    private static string Expected(string file)
    {
        var parts = Path.GetDirectoryName(Repository.Relative(file))!.Split('/');
        return string.Join('.', parts.Skip(1));
    }

    private static string SnakeCase(string name) => string.Concat(name.Select((letter, index) =>
        char.IsUpper(letter) ? (index > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()));

    [GeneratedRegex(@"^(public|internal) (static |sealed |abstract |partial |readonly |ref |file )*(class|record struct|record|struct|interface|enum|delegate \S+) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\s*#region|\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException", RegexOptions.Multiline)]
    private static partial Regex Unwanted();

    [GeneratedRegex(@"^(public|internal) (?!sealed)(\w+ )*class \w+(\(.*\))? : Attribute", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex OpenAttribute();

    [GeneratedRegex(@"\[Option\((?:[^\]]*?Name = ""(?<given>[^""]+)"")?[^\]]*\)\]\s*public [^\n]*? (?<property>\w+) \{", RegexOptions.ExplicitCapture)]
    private static partial Regex Option();
}
