using System.Text;
using System.Text.Json;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Tests.Configuration;

public sealed class ParsingTests : IDisposable
{
    private readonly TestConfiguration _files = new();

    public static TheoryData<string> Cases() => [.. RecordedCases.Read("ParsingTests.cases.jsonl")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void File_MeansWhatItMeansToTrac(string recorded)
    {
        using var document = JsonDocument.Parse(recorded);
        var expected = document.RootElement;
        _files.Write("trac.ini", expected.GetProperty("text").GetString()!);
        if (expected.TryGetProperty("error", out var line))
        {
            var problem = Assert.Throws<ConfigurationException>(() => _files.Open()).Message;
            Assert.StartsWith($"{_files.TracIni}:{line.GetInt32()}: ", problem, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', problem);
            return;
        }

        var configuration = _files.Open();
        var sections = expected.GetProperty("sections").EnumerateObject().ToList();
        Assert.Equal(sections.Select(section => section.Name).Order(StringComparer.Ordinal), configuration.Sections.Order(StringComparer.Ordinal));
        foreach (var section in sections)
        {
            Assert.Equal(
                section.Value.EnumerateObject().ToDictionary(option => option.Name, option => option.Value.GetString()!),
                new Dictionary<string, string>(configuration.Section(section.Name)));
        }
    }

    [Fact]
    public void BytesThatAreNotUtf8_AreOneLineThatNamesTheLine()
    {
        File.WriteAllBytes(_files.TracIni, [.. Encoding.UTF8.GetBytes("[s]\no = "), 0xFF, 0xFE, (byte)'\n']);
        var problem = Assert.Throws<ConfigurationException>(() => _files.Open()).Message;
        Assert.StartsWith($"{_files.TracIni}:2: ", problem, StringComparison.Ordinal);
        Assert.Contains("UTF-8", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void RepeatedOptionAndSection_LastWinsWithAWarningEach()
    {
        var logger = new LinesLogger();
        var configuration = _files.Write("trac.ini", "[s]\no = 1\nO = 2\n[s]\no = 3\n").Open(logger);
        Assert.Equal("3", configuration.Get("s", "o"));
        Assert.Equal([$"{_files.TracIni}:3", $"{_files.TracIni}:4", $"{_files.TracIni}:5"], logger.Lines.Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)]));
    }

    [Fact]
    public void InheritedFile_MayBeNamedInDefault()
    {
        _files.Write("trac.ini", "[DEFAULT]\nfile = base.ini\n[inherit]\nplugins_dir = p\n").Write("base.ini", "[s]\no = far\n");
        Assert.Equal("far", _files.Open().Get("s", "o"));
    }

    [Fact]
    public void InheritedFile_InDefaultWithoutSectionInherit_CountsForNothing()
    {
        _files.Write("trac.ini", "[DEFAULT]\nfile = base.ini\n[t]\n").Write("base.ini", "[s]\no = far\n");
        Assert.Null(_files.Open().Get("s", "o"));
    }

    [Fact]
    public void InheritedFiles_FirstThatHasTheOptionWins_AncestorsBeforeSiblings()
    {
        _files.Write("trac.ini", "[inherit]\nfile = sub/a.ini,\n  b.ini\n[s]\nempty =\n");
        Directory.CreateDirectory(_files.File("sub"));
        _files.Write("sub/a.ini", "[inherit]\nfile = c.ini\n[s]\nempty = a\n").Write("sub/c.ini", "[s]\no = c\n").Write("b.ini", "[s]\no = b\np = b\n");
        var configuration = _files.Open();
        Assert.Equal(("", "c", "b"), (configuration.Get("s", "empty"), configuration.Get("s", "o"), configuration.Get("s", "p")));
    }

    [Fact]
    public void EditOfAnInheritedFile_IsSeen_AlsoWhenItComesIntoBeing()
    {
        var configuration = _files.Write("trac.ini", "[inherit]\nfile = base.ini\n").Open();
        Assert.False(configuration.Refresh());
        _files.Write("base.ini", "[s]\no = 1\n");
        Assert.True(configuration.Refresh());
        Assert.Equal("1", configuration.Get("s", "o"));
        File.SetLastWriteTimeUtc(_files.File("base.ini"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.True(configuration.Refresh());
        File.Delete(_files.File("base.ini"));
        Assert.True(configuration.Refresh());
        Assert.Null(configuration.Get("s", "o"));
    }

    [Fact]
    public void MisspeltRole_IsOneErrorLine()
    {
        var logger = new LinesLogger();
        _files.Write("offtrac.ini", "[offtrac]\nrole = besid\n").Open(logger);
        Assert.Equal([$"{_files.File("offtrac.ini")}:2: [offtrac] role is 'besid'; allowed is one of instead, beside. It is taken for beside."], logger.Lines);
    }

    public void Dispose() => _files.Dispose();
}
