using System.Globalization;
using System.Text.Json;
using OffTrac.Plugins.Scheduler.Commands;
using OffTrac.Plugins.Scheduler.Schedules;
using OffTrac.Sdk.Commands;

namespace OffTrac.Plugins.Scheduler.Tests.Schedules;

public sealed class NextCommandTests
{
    [Fact]
    public async Task EveryVector_ComesOutAsRecorded()
    {
        foreach (var vector in ScheduleVectors.All)
        {
            var after = vector.After is { } time ? InstantText.Format(time) : null;
            var result = await RunAsync(
                ("SCHEDULE", vector.Schedule), ("--zone", vector.Timezone), ("--after", after), ("--count", (vector.Next?.Count ?? 3).ToString(CultureInfo.InvariantCulture)));
            using var json = JsonDocument.Parse(result.Json!);
            var answer = json.RootElement;
            if (vector.Error)
            {
                Assert.Equal((2, true), (result.ExitCode, answer.GetProperty("error").GetBoolean()));
                Assert.Equal(result.Error, answer.GetProperty("message").GetString());
                continue;
            }

            Assert.Equal(0, result.ExitCode);
            Assert.Equal(
                (vector.Schedule, vector.Timezone, after),
                (Text(answer, "schedule"), Text(answer, "timezone"), Text(answer, "after")));
            Assert.Equal(vector.Next!.Select(InstantText.Format), answer.GetProperty("next").EnumerateArray().Select(slot => slot.GetString()!));
        }
    }

    [Theory]
    [InlineData("2026-01-01T00:04:59.9999999Z", "2026-01-01T00:05:00Z")]
    [InlineData("2026-01-01T00:05:00Z", "2026-01-01T00:10:00Z")]
    [InlineData("2026-01-01T00:05:00.000000Z", "2026-01-01T00:10:00Z")]
    [InlineData("2026-01-01T00:05:00.0000001Z", "2026-01-01T00:10:00Z")]
    [InlineData("2026-01-01T00:04:59.99999999999Z", "2026-01-01T00:05:00Z")]
    [InlineData("2026-01-01T01:05+01:00", "2026-01-01T00:10:00Z")]
    [InlineData("2026-01-01t00:05:00z", "2026-01-01T00:10:00Z")]
    [InlineData("2026-01-01 02:05", "2026-01-01T00:10:00Z")]
    [InlineData("2026-01-01", "2025-12-31T22:05:00Z")]
    public async Task After_IsReadToTheTickAndInTheZone(string after, string next)
    {
        var result = await RunAsync(("SCHEDULE", "every 5m"), ("--zone", "GMT +2:00"), ("--after", after), ("--count", "1"));
        using var json = JsonDocument.Parse(result.Json!);
        Assert.Equal(next, Assert.Single(json.RootElement.GetProperty("next").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task WithoutOptions_TenSlotsFromNowInUtc()
    {
        var result = await RunAsync(("SCHEDULE", "every 1h"));
        using var json = JsonDocument.Parse(result.Json!);
        Assert.Equal(("UTC", "2026-11-21T12:00:00Z"), (Text(json.RootElement, "timezone"), Text(json.RootElement, "after")));
        Assert.Equal(10, json.RootElement.GetProperty("next").GetArrayLength());
        Assert.Equal("2026-11-21T13:00:00Z", json.RootElement.GetProperty("next")[0].GetString());
    }

    [Theory]
    [InlineData("--zone", "Mars/Olympus", "Mars/Olympus")]
    [InlineData("--after", "yesterday", "--after")]
    [InlineData("--after", "2026-02-30T00:00Z", "2026-02-30")]
    [InlineData("--after", "2026-01-01T00:00+24:00", "+24:00")]
    [InlineData("--after", "0001-01-01T00:00+01:00", "0001-01-01")]
    [InlineData("--count", "-1", "--count")]
    [InlineData("--count", "ten", "0 to 10000")]
    [InlineData("--count", "10001", "0 to 10000")]
    [InlineData("--count", "99999999999999", "0 to 10000")]
    public async Task BadOption_IsOneLine(string option, string value, string named)
    {
        var result = await RunAsync(("SCHEDULE", "daily 08:00"), (option, value));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(named, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Error!);
        using var json = JsonDocument.Parse(result.Json!);
        Assert.True(json.RootElement.GetProperty("error").GetBoolean());
    }

    [Fact]
    public async Task NeverDue_IsAWarningForPeopleAndPrograms()
    {
        var result = await RunAsync(("SCHEDULE", "cron 0 0 31 2 *"));
        using var json = JsonDocument.Parse(result.Json!);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("never runs", Text(json.RootElement, "warning"), StringComparison.Ordinal);
        Assert.Contains("Warning: ", result.Text, StringComparison.Ordinal);
        Assert.Null(result.Table);
    }

    [Fact]
    public async Task Table_ShowsUtcAndLocalTimeWithItsOffset()
    {
        var result = await RunAsync(("SCHEDULE", "daily 02:30"), ("--zone", "Europe/Berlin"), ("--after", "2026-03-28T12:00:00Z"), ("--count", "2"));
        Assert.Equal(["UTC", "Europe/Berlin"], result.Table!.Columns);
        Assert.Equal(["Sun 2026-03-29 03:00:00 +02:00", "Mon 2026-03-30 02:30:00 +02:00"], result.Table.Rows.Select(row => (string)row[1]!));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static async Task<CommandResult> RunAsync(params (string Name, string? Value)[] values) =>
        await new NextCommand(new StoppedClock()).RunAsync(
            new CommandInput
            {
                Words = "scheduler next",
                Values = values.Where(value => value.Value is not null)
                    .ToDictionary(value => value.Name, IReadOnlyList<string> (value) => [value.Value!], StringComparer.Ordinal),
                StandardInput = TextReader.Null,
                Progress = TextWriter.Null,
                User = "joe",
            },
            CancellationToken.None);

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    }
}
