using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Scheduler.Tests.Commands;

/// <summary>A served environment with misbehaving jobs, and <c>offtrac scheduler</c> in it.</summary>
internal sealed class SchedulerShell : IAsyncDisposable
{
    private readonly StringWriter _progress = new();

    private SchedulerShell(TestEnvironment environment) => Environment = environment;

    public TestEnvironment Environment { get; }

    /// <summary>What commands said while they ran.</summary>
    public string Progress => _progress.ToString();

    /// <summary>Pings come every second, unless the ini says otherwise.</summary>
    public static async Task<SchedulerShell> StartAsync(string ini = "", string heartbeat = "1s", string database = "sqlite:db/trac.db") => new(await TestEnvironment.StartAsync(new TestEnvironmentOptions
    {
        Plugins = ["OffTrac.Plugins.Ping", "OffTrac.Plugins.Scheduler", "ScheduledMisfits"],
        ServesHttp = true,
        Database = database,
        Ini = $"""
            [components]
            offtrac.ping.* = enabled
            offtrac.scheduler.* = enabled
            fixture.scheduledmisfits.misfits = enabled
            [ping]
            internal = {heartbeat}
            {ini}
            """,
    }));

    /// <summary>Runs a command as the command line would, with what follows <c>offtrac scheduler</c>.</summary>
    public async Task<CommandResult> RunAsync(params string[] words)
    {
        var point = Environment.ExtensionPoint<ICommandProvider>().Ordered(static () => ["offtrac.scheduler.SchedulerCommands"], onlyListed: true);
        try
        {
            return (await point.AskFirstAsync(
                (words, _progress), static async (provider, state, token) => (CommandResult?)await provider.RunAsync(Input(provider.Commands, state.words, state._progress), token), default))!;
        }
        catch (ComponentFailedException exception) when (exception.InnerException is TracException mistake)
        {
            return CommandResult.Fail(mistake.Message);
        }
        catch (TracException exception)
        {
            return CommandResult.Fail(exception.Message);
        }
    }

    public ValueTask DisposeAsync() => Environment.DisposeAsync();

    private static CommandInput Input(IReadOnlyList<Command> commands, string[] words, TextWriter progress)
    {
        var command = commands.Single(each => each.Words == $"scheduler {words[0]}");
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var arguments = new Queue<CommandArgument>(command.Arguments);
        for (var i = 1; i < words.Length; i++)
        {
            if (command.Options.FirstOrDefault(option => option.Name == words[i]) is { } option)
                Add(option.Name, option.IsFlag ? "" : words[++i]);
            else
                Add(arguments.Peek().Name, words[i]);
        }

        return new CommandInput
        {
            Words = command.Words,
            Values = values.ToDictionary(static pair => pair.Key, static pair => (IReadOnlyList<string>)pair.Value),
            StandardInput = TextReader.Null,
            Progress = progress,
            User = "keeper",
        };

        void Add(string name, string value)
        {
            if (!values.TryGetValue(name, out var all))
                values.Add(name, all = []);
            all.Add(value);
            if (arguments.TryPeek(out var argument) && argument.Name == name && !argument.TakesMany)
                arguments.Dequeue();
        }
    }
}
