using OffTrac.Core.Configuration;

namespace OffTrac.Core.Tests.Configuration;

public sealed class OptionCatalogTests : IDisposable
{
    private readonly TestConfiguration _files = new();
    private readonly OptionCatalog _catalog = OptionCatalog.Of([typeof(SampleOptions)]);

    [Fact]
    public void EveryOptionOfTrac16_IsDescribedWithItsDefault()
    {
        var expected = RecordedCases.Read("OptionCatalogTests.cases.tsv").Select(line => line.Split('\t')).ToList();
        var described = _catalog.Options.ToDictionary(option => (option.Section, option.Name));
        Assert.Equal(182, expected.Count);
        Assert.All(expected, option => Assert.Equal(option[2], described[(option[0], option[1])].Default));
        Assert.All(_catalog.Options, option => Assert.EndsWith(".", option.Description, StringComparison.Ordinal));
    }

    [Fact]
    public void EverySectionOfTrac_IsWrittenToTracIni()
    {
        string[] ours = ["host", "offtrac", "sample"];
        Assert.All(_catalog.Options.Select(option => option.Section).Distinct().Except(ours), section => Assert.True(TracSections.Contains(section), section));
    }

    [Theory]
    [InlineData("count", "integer from 1 to 10", "3")]
    [InlineData("ratio", "number of at least 0", "0.5")]
    [InlineData("size", "integer of at most 100", "7")]
    [InlineData("pause", "duration of at most 86400 seconds", "2h30m")]
    [InlineData("mode", "one of slow, veryfast", "veryfast")]
    [InlineData("is_on", "boolean", "enabled")]
    [InlineData("colour", "one of red, Green", "red")]
    [InlineData("names", "list", "a, b")]
    [InlineData("days", "list of mon, tue", "")]
    [InlineData("perhaps", "integer", "1")]
    [InlineData("key", "integer", "")]
    [InlineData("*", "text", "")]
    public void OptionOfARecord_IsDescribed(string name, string type, string value)
    {
        var option = _catalog.Options.Single(option => option.Section == "sample" && option.Name == name);
        Assert.Equal((type, value), (option.Type, option.Default));
    }

    [Fact]
    public void Describe_GivesValueAndPlace_AndNoSecret()
    {
        _files.Write("trac.ini", "[trac]\ndatabase = postgres://u:sesame@h/d\ntimeout = 5\n[notification]\nsmtp_password = sesame\n[other]\napi_token = sesame\n");
        var rows = _catalog.Describe(_files.Open());
        var timeout = Row(rows, "trac", "timeout");
        Assert.Equal(("5", _files.TracIni, 3, "20"), (timeout.Value, timeout.File, timeout.Line, timeout.Option.Default));
        Assert.Null(Row(rows, "trac", "backup_dir").File);
        Assert.Equal(3, rows.Count(row => row.Value == DescribedOption.Hidden));
        Assert.DoesNotContain(rows, row => row.Value?.Contains("sesame", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Describe_OfOneSection_GivesItAloneWithTheNamesThatPeopleChose()
    {
        _files.Write("trac.ini", "[ticket-custom]\nteam = text\n[trac]\ntimeout = 5\n");
        var rows = _catalog.Describe(_files.Open(), "ticket-custom");
        Assert.Equal(["*", "team"], rows.Select(row => row.Option.Name));
        Assert.Equal(2, rows[1].Line);
    }

    [Theory]
    [InlineData("ticket", "defualt_type", "default_type")]
    [InlineData("trac", "time_out", "timeout")]
    [InlineData("trac", "datbase", "database")]
    [InlineData("offtrac", "rolle", "role")]
    [InlineData("trac", "default_owner", "[ticket] default_owner")]
    [InlineData("wiki", "quite_something_else", null)]
    public void UnknownOption_IsNamedWithTheNearest(string section, string name, string? nearest)
    {
        _files.Write("trac.ini", $"[{section}]\n{name} = sesame\n");
        var unknown = Assert.Single(_catalog.FindUnknown(_files.Open()));
        Assert.Equal((section, name, _files.TracIni, 2, nearest), (unknown.Section, unknown.Name, unknown.File, unknown.Line, unknown.Nearest));
        Assert.StartsWith($"{_files.TracIni}:2: [{section}] {name} is not known", unknown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ticket-custom", "team")]
    [InlineData("components", "my.plug.*")]
    [InlineData("repositories", ".dir")]
    [InlineData("sample", "job.schedule")]
    [InlineData("someplugin", "anything")]
    [InlineData("ticket", "commit_ticket_update_commands.implement")]
    [InlineData("notification", "default_format.xmpp")]
    [InlineData("trac", "repository_dir")]
    public void NameThatSomebodyMayRead_IsNotReported(string section, string name)
    {
        _files.Write("trac.ini", $"[DEFAULT]\nnonsense = 1\n[{section}]\n{name} = 1\n");
        Assert.Empty(_catalog.FindUnknown(_files.Open()));
    }

    [Theory]
    [InlineData("trac", "timeout", "1.5", "a whole number")]
    [InlineData("trac", "auto_preview_timeout", "x", "a number")]
    [InlineData("trac", "default_dateinfo_format", "soon", "one of absolute, relative")]
    [InlineData("offtrac", "role", "", "one of instead, beside")]
    [InlineData("host", "unload", "maybe", "yes, true, on, enabled, 1 or no, false, off, disabled, 0")]
    [InlineData("host", "max_body_size", "0", "a whole number of at least 1")]
    [InlineData("trac", "timeout", "", null)]
    [InlineData("trac", "default_date_format", "", null)]
    [InlineData("trac", "secure_cookies", "maybe", null)]
    [InlineData("logging", "log_level", "debug", null)]
    [InlineData("host", "instance", "", null)]
    [InlineData("any", "thing", "x", null)]
    public void ValueThatCouldNotBeRead_IsAProblem(string section, string option, string value, string? allowed) =>
        Assert.Equal(allowed is null ? null : $"[{section}] {option} can't be '{value}'; allowed is {allowed}.", _catalog.FindProblem(section, option, value));

    [Fact]
    public void UnknownOption_IsFoundInEveryLayer()
    {
        _files.Write("trac.ini", "[inherit]\nfile = base.ini\n[trac]\ntimeuot = 1\n").Write("base.ini", "[trac]\n\ntimeuot = 2\n").Write("offtrac.ini", "[wiki]\nmaxsize = 3\n");
        Assert.Equal(
            [("trac.ini", 4), ("base.ini", 3), ("offtrac.ini", 2)],
            _catalog.FindUnknown(_files.Open()).Select(unknown => (Path.GetFileName(unknown.File), unknown.Line)));
    }

    public void Dispose() => _files.Dispose();

    private static DescribedOption Row(IEnumerable<DescribedOption> rows, string section, string name) =>
        rows.Single(row => row.Option.Section == section && row.Option.Name == name);
}
