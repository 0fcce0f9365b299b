namespace OffTrac.Host.Components;

/// <summary>A parameter of a component's constructor.</summary>
internal sealed record ComponentNeed(ComponentNeedKind Kind, Type Type);
