/** Grey shapes where messages will be found. */
export function SearchBones() {
  return (
    <div className="search-bones" aria-hidden="true">
      {Array.from({ length: 6 }, (_, i) => (
        <div key={i} className="search-bone">
          <div className="bone" />
          <div>
            <div className="bone" />
            <div className="bone" data-width={i % 3} />
          </div>
        </div>
      ))}
    </div>
  )
}
