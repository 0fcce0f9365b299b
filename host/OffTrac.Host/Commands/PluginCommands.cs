using OffTrac.Core.Components;
using OffTrac.Host.Hosting;
using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary>The commands that the components of a started host bring.</summary>
internal sealed class PluginCommands(OffTracHost host, string word)
{
    private readonly List<string> _conflicts = [];

    /// <summary>Commands that were left out because their words are taken, a line each.</summary>
    public IReadOnlyList<string> Conflicts => _conflicts;

    /// <summary>Adds those whose first word is the one that was typed.</summary>
    public async ValueTask AddToAsync(CommandTree tree, CancellationToken cancellation)
    {
        await AddAsync(tree, host.Points, cancellation).ConfigureAwait(false);
        var open = host.Environments.Served.Where(environment => environment.Problem is null).ToList();
        // What a command of an environment looks like is the same in each; which one runs it must be said.
        if (open.Count > 0)
            await AddAsync(tree, open[0].Points, cancellation).ConfigureAwait(false);
    }

    private async ValueTask AddAsync(CommandTree tree, IExtensionPoints points, CancellationToken cancellation)
    {
        var point = points.Get<ICommandProvider>();
        foreach (var component in point.Descriptions)
        {
            var commands = await point.AskOneAsync(
                component.Name, 0, static (provider, _, _) => new ValueTask<IReadOnlyList<Command>>(provider.Commands), cancellation)
                .ConfigureAwait(false);
            foreach (var command in commands.Where(IsAboutWord))
                Add(tree, command, point, component);
        }
    }

    private void Add(CommandTree tree, Command command, IComponentPoint<ICommandProvider> point, ComponentDescription component)
    {
        var isForEnvironment = !ReferenceEquals(point, host.Points.Get<ICommandProvider>());
        var taken = tree.Add(new CommandEntry(command, (context, token) =>
        {
            if (isForEnvironment)
                RequireOne();
            return point.AskOneAsync(
                component.Name, context.Input, static (provider, input, token) => provider.RunAsync(input, token), token);
        }));
        foreach (var words in taken)
            _conflicts.Add($"'{words}' of component {component.Name} (plugin {component.Plugin}) is left out: another command has these words.");
    }

    private void RequireOne()
    {
        if (host.Environments.Served is { Count: > 1 } served)
        {
            throw new UsageException(
                $"This command is about one environment: choose {string.Join(" or ", served.Select(environment => environment.Name))} with --env NAME.");
        }
    }

    private bool IsAboutWord(Command command) =>
        command.Aliases.Prepend(command.Words).Any(words => string.Equals(words.Split(' ')[0], word, StringComparison.Ordinal));
}
