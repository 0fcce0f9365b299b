namespace OffTrac.Core.Components;

/// <summary>Keeps a component's plugin from being unloaded while somebody is inside it.</summary>
public interface IComponentLease
{
    /// <summary>Enters. False when the plugin is about to go: look the component up again.</summary>
    bool TryEnter();

    /// <summary>Leaves; once for each successful <see cref="TryEnter"/>.</summary>
    void Exit();

    /// <summary>Cancelled when the component is about to go; never for Core's.</summary>
    CancellationToken Going { get; }
}
