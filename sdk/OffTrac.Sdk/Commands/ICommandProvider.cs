using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Commands;

/// <summary>
/// Brings commands to <c>offtrac</c>. Stands for Trac's <c>IAdminCommandProvider</c>. The plugin announces their first words with
/// <see cref="PluginCommandAttribute"/>. Commands that need an environment belong to environment components, the others to host
/// components.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw, TimeLimitSeconds = 0)]
public interface ICommandProvider
{
    /// <summary>The commands. Must always give the same.</summary>
    IReadOnlyList<Command> Commands { get; }

    /// <summary>Runs a command. What it throws as <see cref="TracException"/> is shown as one line; exit code 2.</summary>
    /// <param name="input">What the person typed.</param>
    /// <param name="cancellation">Cancelled by Ctrl-C.</param>
    ValueTask<CommandResult> RunAsync(CommandInput input, CancellationToken cancellation);
}
