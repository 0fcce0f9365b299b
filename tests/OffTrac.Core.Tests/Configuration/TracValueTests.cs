using System.Globalization;
using System.Text.Json;
using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Tests.Configuration;

public sealed class TracValueTests
{
    public static TheoryData<string> Cases() => [.. RecordedCases.Read("TracValueTests.cases.jsonl")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Text_IsReadAsTracReadsIt(string recorded)
    {
        using var document = JsonDocument.Parse(recorded);
        var expected = document.RootElement.GetProperty("value");
        var text = document.RootElement.GetProperty("text").GetString()!;
        switch (document.RootElement.GetProperty("kind").GetString())
        {
            case "bool":
                Assert.Equal(expected.GetBoolean(), TracValue.ToBool(text));
                break;
            case "int":
                Assert.Equal(expected.GetRawText(), TracValue.TryParseInt(text, out var whole) ? whole.ToString(CultureInfo.InvariantCulture) : "null");
                break;
            case "float":
                Assert.Equal(Float(expected), ReadFloat(text));
                break;
            case "list":
                Assert.Equal(Items(expected), TracValue.ToList(text));
                break;
            default:
                Assert.Equal(Items(expected), TracValue.ToList(text, ", "));
                break;
        }
    }

    [Theory]
    [InlineData("timeout = ", 0)]
    [InlineData("timeout = 0005", 5)]
    [InlineData("", 20)]
    public void GetInt_MissingIsTheDefaultAndEmptyIsZero(string line, long expected)
    {
        using var files = new TestConfiguration();
        Assert.Equal(expected, files.Write("trac.ini", $"[trac]\n{line}\n").Open().GetInt("trac", "timeout", 20));
    }

    [Fact]
    public void GetInt_BadNumber_NamesFileLineOptionAndValue()
    {
        using var files = new TestConfiguration();
        var configuration = files.Write("trac.ini", "[trac]\n\ntimeout = 1.5\n").Open();
        var problem = Assert.Throws<ConfigurationException>(() => configuration.GetInt("trac", "timeout", 20));
        Assert.Equal($"{files.TracIni}:3: [trac] timeout is '1.5'; allowed is a whole number.", problem.Message);
    }

    [Fact]
    public void GetPath_BeginsAtTheEnvironmentsConf_WhateverFileItStandsIn()
    {
        using var files = new TestConfiguration();
        files.Write("trac.ini", "[inherit]\nfile = ../elsewhere/base.ini\n");
        Directory.CreateDirectory(files.File("../elsewhere"));
        files.Write("../elsewhere/base.ini", "[inherit]\nplugins_dir = ../plg\ntemplates_dir =\nhtdocs_dir = /abs/./x\n");
        var configuration = files.Open();
        Assert.Equal(Path.GetFullPath(files.File("../plg")), configuration.GetPath("inherit", "plugins_dir", null));
        Assert.Null(configuration.GetPath("inherit", "templates_dir", null));
        Assert.Equal("/abs/x", configuration.GetPath("inherit", "htdocs_dir", null));
    }

    private static double? ReadFloat(string text) =>
        text.Length == 0 ? 0 : TracValue.TryParseFloat(text, out var number) ? number : null;

    private static double? Float(JsonElement expected) => expected.GetString() switch
    {
        null => null,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        { } text => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static IEnumerable<string> Items(JsonElement expected) => expected.EnumerateArray().Select(item => item.GetString()!).ToList();
}
