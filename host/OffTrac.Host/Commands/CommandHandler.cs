using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary>Runs a command.</summary>
internal delegate ValueTask<CommandResult> CommandHandler(CommandContext context, CancellationToken cancellation);
