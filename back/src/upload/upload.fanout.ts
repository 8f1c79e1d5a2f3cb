import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { FileStore } from '../file/file.store.js'
import { toUpload } from '../file/file.view.js'
import { LOGGER, type Logger } from '../logger.js'
import { Broadcast } from '../realtime/broadcast.js'
import { Connections } from '../realtime/connections.js'
import { ControlLog } from '../realtime/control.log.js'

/** Tells people's tabs on this instance what became of their files. Who misses it asks for it. */
@Injectable()
export class UploadFanout implements OnModuleInit {
  constructor(
    private readonly control: ControlLog,
    private readonly connections: Connections,
    private readonly files: FileStore,
    private readonly broadcast: Broadcast,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.control.on((entry) => {
      if (entry.type !== 'upload.changed' || !this.connections.has(entry.userId)) return
      this.tell(entry.userId, entry.fileId).catch((error: unknown) => {
        this.logger.warn({ fileId: entry.fileId, err: error }, 'an upload was not told of')
      })
    })
  }

  private async tell(userId: string, fileId: string): Promise<void> {
    const file = await this.files.byId(fileId)
    if (file && file.state !== 'gone')
      this.broadcast.userHere(userId, { type: 'upload', upload: toUpload(file) })
  }
}
