namespace OffTrac.Core.Environments;

/// <summary>What <c>env upgrade</c> is to do.</summary>
public sealed record UpgradeRequest
{
    /// <summary>False leaves out the backup.</summary>
    public bool HasBackup { get; init; } = true;

    /// <summary>Where the backup goes; null for <c>[trac] backup_dir</c> with a name made from version and time.</summary>
    public string? BackupFile { get; init; }

    /// <summary>True makes our indices on Trac's tables as well.</summary>
    public bool HasIndices { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
