using OffTrac.Core.Components;
using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary>The host's commands and those of an environment's components.</summary>
internal sealed class CommandReference(IComponentPoint<ICommandProvider> providers) : ICommandReference
{
    public async ValueTask<IReadOnlyList<Command>> ListAsync(CancellationToken cancellation)
    {
        var provided = await providers
            .AskAllAsync(0, static (provider, _, _) => ValueTask.FromResult(provider.Commands), cancellation)
            .ConfigureAwait(false);
        return [.. BuiltInCommands.All.Concat(provided.SelectMany(answer => answer.Value)).OrderBy(command => command.Words, StringComparer.Ordinal)];
    }
}
