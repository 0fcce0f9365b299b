using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary>A command and what runs it.</summary>
internal sealed record CommandEntry(Command Command, CommandHandler Handler);
