using OffTrac.Host.Commands;
using OffTrac.Host.Hosting;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Tests.Commands;

public sealed class CommandLineTests
{
    private static readonly Command s_scan = new()
    {
        Words = "mail scan",
        Aliases = ["mailscan"],
        Summary = "Scans.",
        Arguments = [new() { Name = "BOX" }, new() { Name = "MORE", IsOptional = true, TakesMany = true }],
        Options = [new() { Name = "--limit" }, new() { Name = "--dry", IsFlag = true }, new() { Name = "--tag", TakesMany = true }],
        UsageExitCode = 64,
    };

    [Theory]
    [InlineData("mail scan inbox", "BOX=inbox")]
    [InlineData("mailscan inbox", "BOX=inbox")]
    [InlineData("mail scan inbox b c", "BOX=inbox MORE=b,c")]
    [InlineData("mail scan --dry inbox --limit 5", "--dry= --limit=5 BOX=inbox")]
    [InlineData("mail scan inbox --limit=-5", "--limit=-5 BOX=inbox")]
    [InlineData("mail scan --tag a --tag b inbox", "--tag=a,b BOX=inbox")]
    [InlineData("--env e mail scan inbox --json", "--env=e --json= BOX=inbox")]
    [InlineData("mail scan -- --inbox", "BOX=--inbox")]
    [InlineData("mail scan -", "BOX=-")]
    [InlineData("mail scan @file", "BOX=@file")]
    public async Task A_command_gets_what_was_typed(string line, string expected)
    {
        CommandInput? input = null;
        var run = await RunAsync(line, context =>
        {
            input = context.Input;
            return CommandResult.Done;
        });

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Equal(expected, string.Join(' ', input!.Values.OrderBy(value => value.Key, StringComparer.Ordinal)
            .Select(value => $"{value.Key}={string.Join(',', value.Value)}")));
    }

    [Theory]
    [InlineData("mail scan", 64, "needs BOX")]
    [InlineData("mail scan inbox --frob", 64, "'--frob' is not an option of 'offtrac mail scan'")]
    [InlineData("mail scan inbox -x", 64, "'-x' is not an option")]
    [InlineData("mail scan inbox --limit", 64, "--limit")]
    [InlineData("mail scan inbox --limit 1 --limit 2", 64, "--limit")]
    [InlineData("mail", 2, "'offtrac mail' needs one of: scan.")]
    [InlineData("mail send", 2, "'send' is not a command of 'offtrac mail'; there are: scan.")]
    [InlineData("male scan", 2, "'male' is not a command")]
    public async Task What_cannot_be_understood_gets_one_line(string line, int exitCode, string expected)
    {
        var run = await RunAsync(line, _ => CommandResult.Done);

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.ErrorLine, StringComparison.Ordinal);
        Assert.StartsWith("offtrac: ", run.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_is_aligned_for_people_and_safe_for_terminals()
    {
        var run = await RunAsync("mail scan x", _ => CommandResult.FromTable(s_table));

        Assert.Equal(
            "Name     Count  Seen  At                    Tags\n" +
            "a b [x]  5      yes   2026-01-06 09:00:00Z  p, q\n" +
            "é😀             no\n", run.Output);
    }

    [Fact]
    public async Task A_table_becomes_an_array_of_objects_in_json()
    {
        var run = await RunAsync("mail scan x --json", _ => CommandResult.FromTable(s_table));

        Assert.Equal(
            """[{"name":"a\nb [x]","count":5,"seen":true,"at":"2026-01-06T09:00:00.123456Z","tags":["p","q"]},""" +
            """{"name":"é😀","count":null,"seen":false,"at":null,"tags":[]}]""" + "\n", run.Output);
    }

    [Fact]
    public async Task Json_keeps_text_that_only_looks_like_an_escape()
    {
        var text = "\\uD83D\\uDE00 \\\\\uD83D\uDE00\uD83D\uDE00 <&>'\"\u0001";
        var run = await RunAsync("mail scan x --json", _ => CommandResult.FromTable(new() { Columns = ["t"], Rows = [[text]] }));

        Assert.Equal(text, System.Text.Json.JsonDocument.Parse(run.Output).RootElement[0].GetProperty("t").GetString());
        Assert.Contains("😀😀 <&>'\\\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_persons_mistake_is_one_line_and_a_bug_names_its_type_only()
    {
        var mistake = await RunAsync("mail scan x", _ => throw new TracException("No such\nbox."));
        var bug = await RunAsync("mail scan x", _ => throw new InvalidOperationException("Oops."));
        var verbose = await RunAsync("mail scan x --verbose", _ => throw new InvalidOperationException("Oops."));

        Assert.Equal((2, "offtrac: No such box."), (mistake.ExitCode, mistake.ErrorLine));
        Assert.Equal((2, "offtrac: InvalidOperationException: Oops. (--verbose shows where)"), (bug.ExitCode, bug.ErrorLine));
        Assert.Contains("   at ", verbose.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_a_command_with_its_aliases_and_hides_the_aliases_from_the_list()
    {
        var root = await RunAsync("--help", _ => CommandResult.Done);
        var one = await RunAsync("help mail scan", _ => CommandResult.Done);

        Assert.DoesNotContain("mailscan", root.Output, StringComparison.Ordinal);
        Assert.Contains("mail", root.Output, StringComparison.Ordinal);
        Assert.Contains("Scans. Also: mailscan.", one.Output, StringComparison.Ordinal);
        Assert.Contains("<BOX>", one.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_printed_alone()
    {
        var run = await RunAsync("--version", _ => CommandResult.Done);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", run.Output);
        Assert.Equal(HostVersion.Text + "\n", run.Output);
        Assert.NotEqual("0.0.0\n", run.Output);
    }

    [Fact]
    public void Of_two_commands_with_the_same_words_the_first_stays()
    {
        var tree = new CommandTree();
        Assert.Empty(tree.Add(new CommandEntry(s_scan, (_, _) => new(CommandResult.Done))));
        Assert.Equal(["mailscan"], tree.Add(new CommandEntry(
            new Command { Words = "mail other", Aliases = ["mailscan"], Summary = "" }, (_, _) => new(CommandResult.Done))));
    }

    private static readonly CommandTable s_table = new()
    {
        Columns = ["name", "count", "seen", "at", "tags"],
        Rows =
        [
            ["a\nb [x]", 5, true, new DateTimeOffset(2026, 1, 6, 9, 0, 0, TimeSpan.Zero).AddTicks(1_234_560), new[] { "p", "q" }],
            ["é😀", null, false, null, Array.Empty<string>()],
        ],
    };

    private static Task<CommandRun> RunAsync(string line, Func<CommandContext, CommandResult> run)
    {
        var tree = new CommandTree();
        tree.Add(new CommandEntry(s_scan, (context, _) => new(run(context))));
        return CommandRun.OnAsync(tree, line.Split(' '));
    }
}
