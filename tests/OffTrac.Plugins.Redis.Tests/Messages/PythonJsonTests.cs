using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using OffTrac.Plugins.Redis.Messages;

namespace OffTrac.Plugins.Redis.Tests.Messages;

/// <summary>The text form is that of Python's <c>json.dumps</c>, and times that of <c>isoformat</c>; a real Python says which.</summary>
public sealed class PythonJsonTests
{
    [Fact]
    public async Task Texts_are_written_as_Python_writes_them()
    {
        var random = new Random(7);
        List<string> texts =
        [
            "", "plain", "\"\\/", "\b\t\n\f\r", "\0\u0001\u001f\u007f\u0080", "</script> & ' + <>", "Ümläut ☃ 日本語 🎉 \u2028\u2029\ufeff\ufffe", new('"', 10_000),
        ];
        for (var i = 0; i < 300; i++)
            texts.Add(string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => char.ConvertFromUtf32(CodePoint(random)))));
        var expected = await PythonAsync("import json,sys\nfor x in json.load(sys.stdin): print(json.dumps(x))", System.Text.Json.JsonSerializer.Serialize(texts));
        Assert.Equal(expected, texts.Select(text => Write(json => json.Value(text))));
        Assert.Equal(texts.Select(text => PythonJson.LengthOf(text)), expected.Select(line => line.Length));
    }

    [Fact]
    public async Task Objects_and_lists_are_written_as_Python_writes_them()
    {
        var expected = await PythonAsync("import json\nprint(json.dumps({'a': {}, 'b': [], 'c': [1, -2, None, 'x'], 'd': {'e': {'f': 9223372036854775807}}, 'g': ''}))", "");
        var actual = Write(json =>
        {
            json.BeginObject();
            json.Name("a");
            json.BeginObject();
            json.EndObject();
            json.Name("b");
            json.BeginArray();
            json.EndArray();
            json.Name("c");
            json.BeginArray();
            json.Value(1);
            json.Value(-2);
            json.Value(text: null);
            json.Value("x");
            json.EndArray();
            json.Name("d");
            json.BeginObject();
            json.Name("e");
            json.BeginObject();
            json.Name("f");
            json.Value(long.MaxValue);
            json.EndObject();
            json.EndObject();
            json.Name("g");
            json.Value("");
            json.EndObject();
        });
        Assert.Equal(actual, Assert.Single(expected));
    }

    [Fact]
    public async Task Times_are_written_as_Python_writes_them()
    {
        long[] microseconds = [0, 1, 999_999, 1_000_000, 1_519_999_462_844_985, 1_714_979_289_000_000, -1, -62_135_596_800_000_000, 253_402_300_799_999_999];
        var program = """
            import sys
            from datetime import datetime, timedelta, timezone
            for x in sys.stdin.read().split(): print((datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=int(x))).isoformat())
            """;
        var expected = await PythonAsync(program, string.Join(' ', microseconds));
        Assert.Equal(expected, microseconds.Select(number => PythonTime.Format(DateTimeOffset.UnixEpoch.AddTicks(number * 10))));
        Assert.Equal(expected, microseconds.Select(number => PythonTime.FormatStored(number.ToString("D18", CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("999999999999999999999")]
    [InlineData("900000000000000000")]
    public void A_stored_time_that_is_none_is_null(string? stored) => Assert.Null(PythonTime.FormatStored(stored));

    [Fact]
    public void A_time_of_another_zone_is_written_in_UTC() =>
        Assert.Equal("2024-05-06T07:08:09+00:00", PythonTime.Format(new DateTimeOffset(2024, 5, 6, 9, 8, 9, TimeSpan.FromHours(2))));

    private static int CodePoint(Random random)
    {
        var limit = random.GetItems([0x80, 0x800, 0x10000, 0x110000], 1)[0];
        var point = random.Next(limit);
        return point is >= 0xd800 and < 0xe000 ? 'x' : point;
    }

    private static string Write(Action<PythonJson> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(new PythonJson(buffer));
        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }

    private static async Task<string[]> PythonAsync(string program, string input)
    {
        using var python = Process.Start(new ProcessStartInfo("python3", ["-c", program]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await python.StandardInput.WriteAsync(input);
        python.StandardInput.Close();
        var output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.Equal(0, python.ExitCode);
        return output.TrimEnd('\n').Split('\n');
    }
}
